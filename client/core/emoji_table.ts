/**
 * Every emoji by category, with its shortcodes, search words and description: the data of gemoji 8.1.0, written by
 * tests/client/core/make_emoji_table.ts and never by hand. It is one text that is searched, not a list: importing gemoji itself
 * would cost every start 15 ms.
 *
 * gemoji is Copyright (c) 2014 Titus Wormer. Permission is hereby granted, free of charge, to any person obtaining a copy of this
 * software and associated documentation files (the 'Software'), to deal in the Software without restriction, including without
 * limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to
 * permit persons to whom the Software is furnished to do so, subject to the following conditions: The above copyright notice and
 * this permission notice shall be included in all copies or substantial portions of the Software. THE SOFTWARE IS PROVIDED 'AS IS',
 * WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A
 * PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR
 * OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR
 * THE USE OR OTHER DEALINGS IN THE SOFTWARE.
 */

/** A line an emoji: `emoji:shortcode:…:|word,…|description`; a line that begins with "# " names the category of those below. */
export const EMOJI_TABLE = `
# Smileys & Emotion
😀:grinning:|smile,happy|grinning face
😃:smiley:|happy,joy,haha|grinning face with big eyes
😄:smile:|happy,joy,laugh,pleased|grinning face with smiling eyes
😁:grin:||beaming face with smiling eyes
😆:laughing:satisfied:|happy,haha|grinning squinting face
😅:sweat_smile:|hot|grinning face with sweat
🤣:rofl:|lol,laughing|rolling on the floor laughing
😂:joy:|tears|face with tears of joy
🙂:slightly_smiling_face:||slightly smiling face
🙃:upside_down_face:||upside-down face
🫠:melting_face:|sarcasm,dread|melting face
😉:wink:|flirt|winking face
😊:blush:|proud|smiling face with smiling eyes
😇:innocent:|angel|smiling face with halo
🥰:smiling_face_with_three_hearts:|love|smiling face with hearts
😍:heart_eyes:|love,crush|smiling face with heart-eyes
🤩:star_struck:|eyes|star-struck
😘:kissing_heart:|flirt|face blowing a kiss
😗:kissing:||kissing face
☺️:relaxed:|blush,pleased|smiling face
😚:kissing_closed_eyes:||kissing face with closed eyes
😙:kissing_smiling_eyes:||kissing face with smiling eyes
🥲:smiling_face_with_tear:||smiling face with tear
😋:yum:|tongue,lick|face savoring food
😛:stuck_out_tongue:||face with tongue
😜:stuck_out_tongue_winking_eye:|prank,silly|winking face with tongue
🤪:zany_face:|goofy,wacky|zany face
😝:stuck_out_tongue_closed_eyes:|prank|squinting face with tongue
🤑:money_mouth_face:|rich|money-mouth face
🤗:hugs:||smiling face with open hands
🤭:hand_over_mouth:|quiet,whoops|face with hand over mouth
🫢:face_with_open_eyes_and_hand_over_mouth:|gasp,shock|face with open eyes and hand over mouth
🫣:face_with_peeking_eye:||face with peeking eye
🤫:shushing_face:|silence,quiet|shushing face
🤔:thinking:||thinking face
🫡:saluting_face:|respect|saluting face
🤐:zipper_mouth_face:|silence,hush|zipper-mouth face
🤨:raised_eyebrow:|suspicious|face with raised eyebrow
😐:neutral_face:|meh|neutral face
😑:expressionless:||expressionless face
😶:no_mouth:|mute,silence|face without mouth
🫥:dotted_line_face:|invisible|dotted line face
😶‍🌫️:face_in_clouds:||face in clouds
😏:smirk:|smug|smirking face
😒:unamused:|meh|unamused face
🙄:roll_eyes:||face with rolling eyes
😬:grimacing:||grimacing face
😮‍💨:face_exhaling:||face exhaling
🤥:lying_face:|liar|lying face
🫨:shaking_face:|shock|shaking face
😌:relieved:|whew|relieved face
😔:pensive:||pensive face
😪:sleepy:|tired|sleepy face
🤤:drooling_face:||drooling face
😴:sleeping:|zzz|sleeping face
😷:mask:|sick,ill|face with medical mask
🤒:face_with_thermometer:|sick|face with thermometer
🤕:face_with_head_bandage:|hurt|face with head-bandage
🤢:nauseated_face:|sick,barf,disgusted|nauseated face
🤮:vomiting_face:|barf,sick|face vomiting
🤧:sneezing_face:|achoo,sick|sneezing face
🥵:hot_face:|heat,sweating|hot face
🥶:cold_face:|freezing,ice|cold face
🥴:woozy_face:|groggy|woozy face
😵:dizzy_face:||face with crossed-out eyes
😵‍💫:face_with_spiral_eyes:||face with spiral eyes
🤯:exploding_head:|mind,blown|exploding head
🤠:cowboy_hat_face:||cowboy hat face
🥳:partying_face:|celebration,birthday|partying face
🥸:disguised_face:||disguised face
😎:sunglasses:|cool|smiling face with sunglasses
🤓:nerd_face:|geek,glasses|nerd face
🧐:monocle_face:||face with monocle
😕:confused:||confused face
🫤:face_with_diagonal_mouth:|confused|face with diagonal mouth
😟:worried:|nervous|worried face
🙁:slightly_frowning_face:||slightly frowning face
☹️:frowning_face:||frowning face
😮:open_mouth:|surprise,impressed,wow|face with open mouth
😯:hushed:|silence,speechless|hushed face
😲:astonished:|amazed,gasp|astonished face
😳:flushed:||flushed face
🥺:pleading_face:|puppy,eyes|pleading face
🥹:face_holding_back_tears:|tears,gratitude|face holding back tears
😦:frowning:||frowning face with open mouth
😧:anguished:|stunned|anguished face
😨:fearful:|scared,shocked,oops|fearful face
😰:cold_sweat:|nervous|anxious face with sweat
😥:disappointed_relieved:|phew,sweat,nervous|sad but relieved face
😢:cry:|sad,tear|crying face
😭:sob:|sad,cry,bawling|loudly crying face
😱:scream:|horror,shocked|face screaming in fear
😖:confounded:||confounded face
😣:persevere:|struggling|persevering face
😞:disappointed:|sad|disappointed face
😓:sweat:||downcast face with sweat
😩:weary:|tired|weary face
😫:tired_face:|upset,whine|tired face
🥱:yawning_face:||yawning face
😤:triumph:|smug|face with steam from nose
😡:rage:pout:|angry|enraged face
😠:angry:|mad,annoyed|angry face
🤬:cursing_face:|foul|face with symbols on mouth
😈:smiling_imp:|devil,evil,horns|smiling face with horns
👿:imp:|angry,devil,evil,horns|angry face with horns
💀:skull:|dead,danger,poison|skull
☠️:skull_and_crossbones:|danger,pirate|skull and crossbones
💩:hankey:poop:shit:|crap|pile of poo
🤡:clown_face:||clown face
👹:japanese_ogre:|monster|ogre
👺:japanese_goblin:||goblin
👻:ghost:|halloween|ghost
👽:alien:|ufo|alien
👾:space_invader:|game,retro|alien monster
🤖:robot:||robot
😺:smiley_cat:||grinning cat
😸:smile_cat:||grinning cat with smiling eyes
😹:joy_cat:||cat with tears of joy
😻:heart_eyes_cat:||smiling cat with heart-eyes
😼:smirk_cat:||cat with wry smile
😽:kissing_cat:||kissing cat
🙀:scream_cat:|horror|weary cat
😿:crying_cat_face:|sad,tear|crying cat
😾:pouting_cat:||pouting cat
🙈:see_no_evil:|monkey,blind,ignore|see-no-evil monkey
🙉:hear_no_evil:|monkey,deaf|hear-no-evil monkey
🙊:speak_no_evil:|monkey,mute,hush|speak-no-evil monkey
💌:love_letter:|email,envelope|love letter
💘:cupid:|love,heart|heart with arrow
💝:gift_heart:|chocolates|heart with ribbon
💖:sparkling_heart:||sparkling heart
💗:heartpulse:||growing heart
💓:heartbeat:||beating heart
💞:revolving_hearts:||revolving hearts
💕:two_hearts:||two hearts
💟:heart_decoration:||heart decoration
❣️:heavy_heart_exclamation:||heart exclamation
💔:broken_heart:||broken heart
❤️‍🔥:heart_on_fire:||heart on fire
❤️‍🩹:mending_heart:||mending heart
❤️:heart:|love|red heart
🩷:pink_heart:||pink heart
🧡:orange_heart:||orange heart
💛:yellow_heart:||yellow heart
💚:green_heart:||green heart
💙:blue_heart:||blue heart
🩵:light_blue_heart:||light blue heart
💜:purple_heart:||purple heart
🤎:brown_heart:||brown heart
🖤:black_heart:||black heart
🩶:grey_heart:||grey heart
🤍:white_heart:||white heart
💋:kiss:|lipstick|kiss mark
💯:100:|score,perfect|hundred points
💢:anger:|angry|anger symbol
💥:boom:collision:|explode|collision
💫:dizzy:|star|dizzy
💦:sweat_drops:|water,workout|sweat droplets
💨:dash:|wind,blow,fast|dashing away
🕳️:hole:||hole
💬:speech_balloon:|comment|speech balloon
👁️‍🗨️:eye_speech_bubble:||eye in speech bubble
🗨️:left_speech_bubble:||left speech bubble
🗯️:right_anger_bubble:||right anger bubble
💭:thought_balloon:|thinking|thought balloon
💤:zzz:|sleeping|ZZZ
# People & Body
👋:wave:|goodbye|waving hand
🤚:raised_back_of_hand:||raised back of hand
🖐️:raised_hand_with_fingers_splayed:||hand with fingers splayed
✋:hand:raised_hand:|highfive,stop|raised hand
🖖:vulcan_salute:|prosper,spock|vulcan salute
🫱:rightwards_hand:||rightwards hand
🫲:leftwards_hand:||leftwards hand
🫳:palm_down_hand:||palm down hand
🫴:palm_up_hand:||palm up hand
🫷:leftwards_pushing_hand:||leftwards pushing hand
🫸:rightwards_pushing_hand:||rightwards pushing hand
👌:ok_hand:||OK hand
🤌:pinched_fingers:||pinched fingers
🤏:pinching_hand:||pinching hand
✌️:v:|victory,peace|victory hand
🤞:crossed_fingers:|luck,hopeful|crossed fingers
🫰:hand_with_index_finger_and_thumb_crossed:||hand with index finger and thumb crossed
🤟:love_you_gesture:||love-you gesture
🤘:metal:||sign of the horns
🤙:call_me_hand:||call me hand
👈:point_left:||backhand index pointing left
👉:point_right:||backhand index pointing right
👆:point_up_2:||backhand index pointing up
🖕:middle_finger:fu:||middle finger
👇:point_down:||backhand index pointing down
☝️:point_up:||index pointing up
🫵:index_pointing_at_the_viewer:||index pointing at the viewer
👍:+1:thumbsup:|approve,ok|thumbs up
👎:-1:thumbsdown:|disapprove,bury|thumbs down
✊:fist_raised:fist:|power|raised fist
👊:fist_oncoming:facepunch:punch:|attack|oncoming fist
🤛:fist_left:||left-facing fist
🤜:fist_right:||right-facing fist
👏:clap:|praise,applause|clapping hands
🙌:raised_hands:|hooray|raising hands
🫶:heart_hands:|love|heart hands
👐:open_hands:||open hands
🤲:palms_up_together:||palms up together
🤝:handshake:|deal|handshake
🙏:pray:|please,hope,wish|folded hands
✍️:writing_hand:||writing hand
💅:nail_care:|beauty,manicure|nail polish
🤳:selfie:||selfie
💪:muscle:|flex,bicep,strong,workout|flexed biceps
🦾:mechanical_arm:||mechanical arm
🦿:mechanical_leg:||mechanical leg
🦵:leg:||leg
🦶:foot:||foot
👂:ear:|hear,sound,listen|ear
🦻:ear_with_hearing_aid:||ear with hearing aid
👃:nose:|smell|nose
🧠:brain:||brain
🫀:anatomical_heart:||anatomical heart
🫁:lungs:||lungs
🦷:tooth:||tooth
🦴:bone:||bone
👀:eyes:|look,see,watch|eyes
👁️:eye:||eye
👅:tongue:|taste|tongue
👄:lips:|kiss|mouth
🫦:biting_lip:||biting lip
👶:baby:|child,newborn|baby
🧒:child:||child
👦:boy:|child|boy
👧:girl:|child|girl
🧑:adult:||person
👱:blond_haired_person:||person: blond hair
👨:man:|mustache,father,dad|man
🧔:bearded_person:||person: beard
🧔‍♂️:man_beard:||man: beard
🧔‍♀️:woman_beard:||woman: beard
👨‍🦰:red_haired_man:||man: red hair
👨‍🦱:curly_haired_man:||man: curly hair
👨‍🦳:white_haired_man:||man: white hair
👨‍🦲:bald_man:||man: bald
👩:woman:|girls|woman
👩‍🦰:red_haired_woman:||woman: red hair
🧑‍🦰:person_red_hair:||person: red hair
👩‍🦱:curly_haired_woman:||woman: curly hair
🧑‍🦱:person_curly_hair:||person: curly hair
👩‍🦳:white_haired_woman:||woman: white hair
🧑‍🦳:person_white_hair:||person: white hair
👩‍🦲:bald_woman:||woman: bald
🧑‍🦲:person_bald:||person: bald
👱‍♀️:blond_haired_woman:blonde_woman:||woman: blond hair
👱‍♂️:blond_haired_man:||man: blond hair
🧓:older_adult:||older person
👴:older_man:||old man
👵:older_woman:||old woman
🙍:frowning_person:||person frowning
🙍‍♂️:frowning_man:||man frowning
🙍‍♀️:frowning_woman:||woman frowning
🙎:pouting_face:||person pouting
🙎‍♂️:pouting_man:||man pouting
🙎‍♀️:pouting_woman:||woman pouting
🙅:no_good:|stop,halt,denied|person gesturing NO
🙅‍♂️:no_good_man:ng_man:|stop,halt,denied|man gesturing NO
🙅‍♀️:no_good_woman:ng_woman:|stop,halt,denied|woman gesturing NO
🙆:ok_person:||person gesturing OK
🙆‍♂️:ok_man:||man gesturing OK
🙆‍♀️:ok_woman:||woman gesturing OK
💁:tipping_hand_person:information_desk_person:||person tipping hand
💁‍♂️:tipping_hand_man:sassy_man:|information|man tipping hand
💁‍♀️:tipping_hand_woman:sassy_woman:|information|woman tipping hand
🙋:raising_hand:||person raising hand
🙋‍♂️:raising_hand_man:||man raising hand
🙋‍♀️:raising_hand_woman:||woman raising hand
🧏:deaf_person:||deaf person
🧏‍♂️:deaf_man:||deaf man
🧏‍♀️:deaf_woman:||deaf woman
🙇:bow:|respect,thanks|person bowing
🙇‍♂️:bowing_man:|respect,thanks|man bowing
🙇‍♀️:bowing_woman:|respect,thanks|woman bowing
🤦:facepalm:||person facepalming
🤦‍♂️:man_facepalming:||man facepalming
🤦‍♀️:woman_facepalming:||woman facepalming
🤷:shrug:||person shrugging
🤷‍♂️:man_shrugging:||man shrugging
🤷‍♀️:woman_shrugging:||woman shrugging
🧑‍⚕️:health_worker:||health worker
👨‍⚕️:man_health_worker:|doctor,nurse|man health worker
👩‍⚕️:woman_health_worker:|doctor,nurse|woman health worker
🧑‍🎓:student:||student
👨‍🎓:man_student:|graduation|man student
👩‍🎓:woman_student:|graduation|woman student
🧑‍🏫:teacher:||teacher
👨‍🏫:man_teacher:|school,professor|man teacher
👩‍🏫:woman_teacher:|school,professor|woman teacher
🧑‍⚖️:judge:||judge
👨‍⚖️:man_judge:|justice|man judge
👩‍⚖️:woman_judge:|justice|woman judge
🧑‍🌾:farmer:||farmer
👨‍🌾:man_farmer:||man farmer
👩‍🌾:woman_farmer:||woman farmer
🧑‍🍳:cook:||cook
👨‍🍳:man_cook:|chef|man cook
👩‍🍳:woman_cook:|chef|woman cook
🧑‍🔧:mechanic:||mechanic
👨‍🔧:man_mechanic:||man mechanic
👩‍🔧:woman_mechanic:||woman mechanic
🧑‍🏭:factory_worker:||factory worker
👨‍🏭:man_factory_worker:||man factory worker
👩‍🏭:woman_factory_worker:||woman factory worker
🧑‍💼:office_worker:||office worker
👨‍💼:man_office_worker:|business|man office worker
👩‍💼:woman_office_worker:|business|woman office worker
🧑‍🔬:scientist:||scientist
👨‍🔬:man_scientist:|research|man scientist
👩‍🔬:woman_scientist:|research|woman scientist
🧑‍💻:technologist:||technologist
👨‍💻:man_technologist:|coder|man technologist
👩‍💻:woman_technologist:|coder|woman technologist
🧑‍🎤:singer:||singer
👨‍🎤:man_singer:|rockstar|man singer
👩‍🎤:woman_singer:|rockstar|woman singer
🧑‍🎨:artist:||artist
👨‍🎨:man_artist:|painter|man artist
👩‍🎨:woman_artist:|painter|woman artist
🧑‍✈️:pilot:||pilot
👨‍✈️:man_pilot:||man pilot
👩‍✈️:woman_pilot:||woman pilot
🧑‍🚀:astronaut:||astronaut
👨‍🚀:man_astronaut:|space|man astronaut
👩‍🚀:woman_astronaut:|space|woman astronaut
🧑‍🚒:firefighter:||firefighter
👨‍🚒:man_firefighter:||man firefighter
👩‍🚒:woman_firefighter:||woman firefighter
👮:police_officer:cop:|law|police officer
👮‍♂️:policeman:|law,cop|man police officer
👮‍♀️:policewoman:|law,cop|woman police officer
🕵️:detective:|sleuth|detective
🕵️‍♂️:male_detective:|sleuth|man detective
🕵️‍♀️:female_detective:|sleuth|woman detective
💂:guard:||guard
💂‍♂️:guardsman:||man guard
💂‍♀️:guardswoman:||woman guard
🥷:ninja:||ninja
👷:construction_worker:|helmet|construction worker
👷‍♂️:construction_worker_man:|helmet|man construction worker
👷‍♀️:construction_worker_woman:|helmet|woman construction worker
🫅:person_with_crown:||person with crown
🤴:prince:|crown,royal|prince
👸:princess:|crown,royal|princess
👳:person_with_turban:||person wearing turban
👳‍♂️:man_with_turban:||man wearing turban
👳‍♀️:woman_with_turban:||woman wearing turban
👲:man_with_gua_pi_mao:||person with skullcap
🧕:woman_with_headscarf:|hijab|woman with headscarf
🤵:person_in_tuxedo:|groom,marriage,wedding|person in tuxedo
🤵‍♂️:man_in_tuxedo:||man in tuxedo
🤵‍♀️:woman_in_tuxedo:||woman in tuxedo
👰:person_with_veil:|marriage,wedding|person with veil
👰‍♂️:man_with_veil:||man with veil
👰‍♀️:woman_with_veil:bride_with_veil:||woman with veil
🤰:pregnant_woman:||pregnant woman
🫃:pregnant_man:||pregnant man
🫄:pregnant_person:||pregnant person
🤱:breast_feeding:|nursing|breast-feeding
👩‍🍼:woman_feeding_baby:||woman feeding baby
👨‍🍼:man_feeding_baby:||man feeding baby
🧑‍🍼:person_feeding_baby:||person feeding baby
👼:angel:||baby angel
🎅:santa:|christmas|Santa Claus
🤶:mrs_claus:|santa|Mrs. Claus
🧑‍🎄:mx_claus:||mx claus
🦸:superhero:||superhero
🦸‍♂️:superhero_man:||man superhero
🦸‍♀️:superhero_woman:||woman superhero
🦹:supervillain:||supervillain
🦹‍♂️:supervillain_man:||man supervillain
🦹‍♀️:supervillain_woman:||woman supervillain
🧙:mage:|wizard|mage
🧙‍♂️:mage_man:|wizard|man mage
🧙‍♀️:mage_woman:|wizard|woman mage
🧚:fairy:||fairy
🧚‍♂️:fairy_man:||man fairy
🧚‍♀️:fairy_woman:||woman fairy
🧛:vampire:||vampire
🧛‍♂️:vampire_man:||man vampire
🧛‍♀️:vampire_woman:||woman vampire
🧜:merperson:||merperson
🧜‍♂️:merman:||merman
🧜‍♀️:mermaid:||mermaid
🧝:elf:||elf
🧝‍♂️:elf_man:||man elf
🧝‍♀️:elf_woman:||woman elf
🧞:genie:||genie
🧞‍♂️:genie_man:||man genie
🧞‍♀️:genie_woman:||woman genie
🧟:zombie:||zombie
🧟‍♂️:zombie_man:||man zombie
🧟‍♀️:zombie_woman:||woman zombie
🧌:troll:||troll
💆:massage:|spa|person getting massage
💆‍♂️:massage_man:|spa|man getting massage
💆‍♀️:massage_woman:|spa|woman getting massage
💇:haircut:|beauty|person getting haircut
💇‍♂️:haircut_man:||man getting haircut
💇‍♀️:haircut_woman:||woman getting haircut
🚶:walking:||person walking
🚶‍♂️:walking_man:||man walking
🚶‍♀️:walking_woman:||woman walking
🧍:standing_person:||person standing
🧍‍♂️:standing_man:||man standing
🧍‍♀️:standing_woman:||woman standing
🧎:kneeling_person:||person kneeling
🧎‍♂️:kneeling_man:||man kneeling
🧎‍♀️:kneeling_woman:||woman kneeling
🧑‍🦯:person_with_probing_cane:||person with white cane
👨‍🦯:man_with_probing_cane:||man with white cane
👩‍🦯:woman_with_probing_cane:||woman with white cane
🧑‍🦼:person_in_motorized_wheelchair:||person in motorized wheelchair
👨‍🦼:man_in_motorized_wheelchair:||man in motorized wheelchair
👩‍🦼:woman_in_motorized_wheelchair:||woman in motorized wheelchair
🧑‍🦽:person_in_manual_wheelchair:||person in manual wheelchair
👨‍🦽:man_in_manual_wheelchair:||man in manual wheelchair
👩‍🦽:woman_in_manual_wheelchair:||woman in manual wheelchair
🏃:runner:running:|exercise,workout,marathon|person running
🏃‍♂️:running_man:|exercise,workout,marathon|man running
🏃‍♀️:running_woman:|exercise,workout,marathon|woman running
💃:woman_dancing:dancer:|dress|woman dancing
🕺:man_dancing:|dancer|man dancing
🕴️:business_suit_levitating:||person in suit levitating
👯:dancers:|bunny|people with bunny ears
👯‍♂️:dancing_men:|bunny|men with bunny ears
👯‍♀️:dancing_women:|bunny|women with bunny ears
🧖:sauna_person:|steamy|person in steamy room
🧖‍♂️:sauna_man:|steamy|man in steamy room
🧖‍♀️:sauna_woman:|steamy|woman in steamy room
🧗:climbing:|bouldering|person climbing
🧗‍♂️:climbing_man:|bouldering|man climbing
🧗‍♀️:climbing_woman:|bouldering|woman climbing
🤺:person_fencing:||person fencing
🏇:horse_racing:||horse racing
⛷️:skier:||skier
🏂:snowboarder:||snowboarder
🏌️:golfing:||person golfing
🏌️‍♂️:golfing_man:||man golfing
🏌️‍♀️:golfing_woman:||woman golfing
🏄:surfer:||person surfing
🏄‍♂️:surfing_man:||man surfing
🏄‍♀️:surfing_woman:||woman surfing
🚣:rowboat:||person rowing boat
🚣‍♂️:rowing_man:||man rowing boat
🚣‍♀️:rowing_woman:||woman rowing boat
🏊:swimmer:||person swimming
🏊‍♂️:swimming_man:||man swimming
🏊‍♀️:swimming_woman:||woman swimming
⛹️:bouncing_ball_person:|basketball|person bouncing ball
⛹️‍♂️:bouncing_ball_man:basketball_man:||man bouncing ball
⛹️‍♀️:bouncing_ball_woman:basketball_woman:||woman bouncing ball
🏋️:weight_lifting:|gym,workout|person lifting weights
🏋️‍♂️:weight_lifting_man:|gym,workout|man lifting weights
🏋️‍♀️:weight_lifting_woman:|gym,workout|woman lifting weights
🚴:bicyclist:||person biking
🚴‍♂️:biking_man:||man biking
🚴‍♀️:biking_woman:||woman biking
🚵:mountain_bicyclist:||person mountain biking
🚵‍♂️:mountain_biking_man:||man mountain biking
🚵‍♀️:mountain_biking_woman:||woman mountain biking
🤸:cartwheeling:||person cartwheeling
🤸‍♂️:man_cartwheeling:||man cartwheeling
🤸‍♀️:woman_cartwheeling:||woman cartwheeling
🤼:wrestling:||people wrestling
🤼‍♂️:men_wrestling:||men wrestling
🤼‍♀️:women_wrestling:||women wrestling
🤽:water_polo:||person playing water polo
🤽‍♂️:man_playing_water_polo:||man playing water polo
🤽‍♀️:woman_playing_water_polo:||woman playing water polo
🤾:handball_person:||person playing handball
🤾‍♂️:man_playing_handball:||man playing handball
🤾‍♀️:woman_playing_handball:||woman playing handball
🤹:juggling_person:||person juggling
🤹‍♂️:man_juggling:||man juggling
🤹‍♀️:woman_juggling:||woman juggling
🧘:lotus_position:|meditation|person in lotus position
🧘‍♂️:lotus_position_man:|meditation|man in lotus position
🧘‍♀️:lotus_position_woman:|meditation|woman in lotus position
🛀:bath:|shower|person taking bath
🛌:sleeping_bed:||person in bed
🧑‍🤝‍🧑:people_holding_hands:|couple,date|people holding hands
👭:two_women_holding_hands:|couple,date|women holding hands
👫:couple:|date|woman and man holding hands
👬:two_men_holding_hands:|couple,date|men holding hands
💏:couplekiss:||kiss
👩‍❤️‍💋‍👨:couplekiss_man_woman:||kiss: woman, man
👨‍❤️‍💋‍👨:couplekiss_man_man:||kiss: man, man
👩‍❤️‍💋‍👩:couplekiss_woman_woman:||kiss: woman, woman
💑:couple_with_heart:||couple with heart
👩‍❤️‍👨:couple_with_heart_woman_man:||couple with heart: woman, man
👨‍❤️‍👨:couple_with_heart_man_man:||couple with heart: man, man
👩‍❤️‍👩:couple_with_heart_woman_woman:||couple with heart: woman, woman
👪:family:|home,parents,child|family
👨‍👩‍👦:family_man_woman_boy:||family: man, woman, boy
👨‍👩‍👧:family_man_woman_girl:||family: man, woman, girl
👨‍👩‍👧‍👦:family_man_woman_girl_boy:||family: man, woman, girl, boy
👨‍👩‍👦‍👦:family_man_woman_boy_boy:||family: man, woman, boy, boy
👨‍👩‍👧‍👧:family_man_woman_girl_girl:||family: man, woman, girl, girl
👨‍👨‍👦:family_man_man_boy:||family: man, man, boy
👨‍👨‍👧:family_man_man_girl:||family: man, man, girl
👨‍👨‍👧‍👦:family_man_man_girl_boy:||family: man, man, girl, boy
👨‍👨‍👦‍👦:family_man_man_boy_boy:||family: man, man, boy, boy
👨‍👨‍👧‍👧:family_man_man_girl_girl:||family: man, man, girl, girl
👩‍👩‍👦:family_woman_woman_boy:||family: woman, woman, boy
👩‍👩‍👧:family_woman_woman_girl:||family: woman, woman, girl
👩‍👩‍👧‍👦:family_woman_woman_girl_boy:||family: woman, woman, girl, boy
👩‍👩‍👦‍👦:family_woman_woman_boy_boy:||family: woman, woman, boy, boy
👩‍👩‍👧‍👧:family_woman_woman_girl_girl:||family: woman, woman, girl, girl
👨‍👦:family_man_boy:||family: man, boy
👨‍👦‍👦:family_man_boy_boy:||family: man, boy, boy
👨‍👧:family_man_girl:||family: man, girl
👨‍👧‍👦:family_man_girl_boy:||family: man, girl, boy
👨‍👧‍👧:family_man_girl_girl:||family: man, girl, girl
👩‍👦:family_woman_boy:||family: woman, boy
👩‍👦‍👦:family_woman_boy_boy:||family: woman, boy, boy
👩‍👧:family_woman_girl:||family: woman, girl
👩‍👧‍👦:family_woman_girl_boy:||family: woman, girl, boy
👩‍👧‍👧:family_woman_girl_girl:||family: woman, girl, girl
🗣️:speaking_head:||speaking head
👤:bust_in_silhouette:|user|bust in silhouette
👥:busts_in_silhouette:|users,group,team|busts in silhouette
🫂:people_hugging:||people hugging
👣:footprints:|feet,tracks|footprints
# Animals & Nature
🐵:monkey_face:||monkey face
🐒:monkey:||monkey
🦍:gorilla:||gorilla
🦧:orangutan:||orangutan
🐶:dog:|pet|dog face
🐕:dog2:||dog
🦮:guide_dog:||guide dog
🐕‍🦺:service_dog:||service dog
🐩:poodle:|dog|poodle
🐺:wolf:||wolf
🦊:fox_face:||fox
🦝:raccoon:||raccoon
🐱:cat:|pet|cat face
🐈:cat2:||cat
🐈‍⬛:black_cat:||black cat
🦁:lion:||lion
🐯:tiger:||tiger face
🐅:tiger2:||tiger
🐆:leopard:||leopard
🐴:horse:||horse face
🫎:moose:|canada|moose
🫏:donkey:|mule|donkey
🐎:racehorse:|speed|horse
🦄:unicorn:||unicorn
🦓:zebra:||zebra
🦌:deer:||deer
🦬:bison:||bison
🐮:cow:||cow face
🐂:ox:||ox
🐃:water_buffalo:||water buffalo
🐄:cow2:||cow
🐷:pig:||pig face
🐖:pig2:||pig
🐗:boar:||boar
🐽:pig_nose:||pig nose
🐏:ram:||ram
🐑:sheep:||ewe
🐐:goat:||goat
🐪:dromedary_camel:|desert|camel
🐫:camel:||two-hump camel
🦙:llama:||llama
🦒:giraffe:||giraffe
🐘:elephant:||elephant
🦣:mammoth:||mammoth
🦏:rhinoceros:||rhinoceros
🦛:hippopotamus:||hippopotamus
🐭:mouse:||mouse face
🐁:mouse2:||mouse
🐀:rat:||rat
🐹:hamster:|pet|hamster
🐰:rabbit:|bunny|rabbit face
🐇:rabbit2:||rabbit
🐿️:chipmunk:||chipmunk
🦫:beaver:||beaver
🦔:hedgehog:||hedgehog
🦇:bat:||bat
🐻:bear:||bear
🐻‍❄️:polar_bear:||polar bear
🐨:koala:||koala
🐼:panda_face:||panda
🦥:sloth:||sloth
🦦:otter:||otter
🦨:skunk:||skunk
🦘:kangaroo:||kangaroo
🦡:badger:||badger
🐾:feet:paw_prints:||paw prints
🦃:turkey:|thanksgiving|turkey
🐔:chicken:||chicken
🐓:rooster:||rooster
🐣:hatching_chick:||hatching chick
🐤:baby_chick:||baby chick
🐥:hatched_chick:||front-facing baby chick
🐦:bird:||bird
🐧:penguin:||penguin
🕊️:dove:|peace|dove
🦅:eagle:||eagle
🦆:duck:||duck
🦢:swan:||swan
🦉:owl:||owl
🦤:dodo:||dodo
🪶:feather:||feather
🦩:flamingo:||flamingo
🦚:peacock:||peacock
🦜:parrot:||parrot
🪽:wing:|fly|wing
🐦‍⬛:black_bird:||black bird
🪿:goose:|honk|goose
🐸:frog:||frog
🐊:crocodile:||crocodile
🐢:turtle:|slow|turtle
🦎:lizard:||lizard
🐍:snake:||snake
🐲:dragon_face:||dragon face
🐉:dragon:||dragon
🦕:sauropod:|dinosaur|sauropod
🦖:t-rex:|dinosaur|T-Rex
🐳:whale:|sea|spouting whale
🐋:whale2:||whale
🐬:dolphin:flipper:||dolphin
🦭:seal:||seal
🐟:fish:||fish
🐠:tropical_fish:||tropical fish
🐡:blowfish:||blowfish
🦈:shark:||shark
🐙:octopus:||octopus
🐚:shell:|sea,beach|spiral shell
🪸:coral:||coral
🪼:jellyfish:||jellyfish
🐌:snail:|slow|snail
🦋:butterfly:||butterfly
🐛:bug:||bug
🐜:ant:||ant
🐝:bee:honeybee:||honeybee
🪲:beetle:||beetle
🐞:lady_beetle:|bug|lady beetle
🦗:cricket:||cricket
🪳:cockroach:||cockroach
🕷️:spider:||spider
🕸️:spider_web:||spider web
🦂:scorpion:||scorpion
🦟:mosquito:||mosquito
🪰:fly:||fly
🪱:worm:||worm
🦠:microbe:|germ|microbe
💐:bouquet:|flowers|bouquet
🌸:cherry_blossom:|flower,spring|cherry blossom
💮:white_flower:||white flower
🪷:lotus:||lotus
🏵️:rosette:||rosette
🌹:rose:|flower|rose
🥀:wilted_flower:||wilted flower
🌺:hibiscus:||hibiscus
🌻:sunflower:||sunflower
🌼:blossom:||blossom
🌷:tulip:|flower|tulip
🪻:hyacinth:||hyacinth
🌱:seedling:|plant|seedling
🪴:potted_plant:||potted plant
🌲:evergreen_tree:|wood|evergreen tree
🌳:deciduous_tree:|wood|deciduous tree
🌴:palm_tree:||palm tree
🌵:cactus:||cactus
🌾:ear_of_rice:||sheaf of rice
🌿:herb:||herb
☘️:shamrock:||shamrock
🍀:four_leaf_clover:|luck|four leaf clover
🍁:maple_leaf:|canada|maple leaf
🍂:fallen_leaf:|autumn|fallen leaf
🍃:leaves:|leaf|leaf fluttering in wind
🪹:empty_nest:||empty nest
🪺:nest_with_eggs:||nest with eggs
🍄:mushroom:|fungus|mushroom
# Food & Drink
🍇:grapes:||grapes
🍈:melon:||melon
🍉:watermelon:||watermelon
🍊:tangerine:orange:mandarin:||tangerine
🍋:lemon:||lemon
🍌:banana:|fruit|banana
🍍:pineapple:||pineapple
🥭:mango:||mango
🍎:apple:||red apple
🍏:green_apple:|fruit|green apple
🍐:pear:||pear
🍑:peach:||peach
🍒:cherries:|fruit|cherries
🍓:strawberry:|fruit|strawberry
🫐:blueberries:||blueberries
🥝:kiwi_fruit:||kiwi fruit
🍅:tomato:||tomato
🫒:olive:||olive
🥥:coconut:||coconut
🥑:avocado:||avocado
🍆:eggplant:|aubergine|eggplant
🥔:potato:||potato
🥕:carrot:||carrot
🌽:corn:||ear of corn
🌶️:hot_pepper:|spicy|hot pepper
🫑:bell_pepper:||bell pepper
🥒:cucumber:||cucumber
🥬:leafy_green:||leafy green
🥦:broccoli:||broccoli
🧄:garlic:||garlic
🧅:onion:||onion
🥜:peanuts:||peanuts
🫘:beans:||beans
🌰:chestnut:||chestnut
🫚:ginger_root:||ginger root
🫛:pea_pod:||pea pod
🍞:bread:|toast|bread
🥐:croissant:||croissant
🥖:baguette_bread:||baguette bread
🫓:flatbread:||flatbread
🥨:pretzel:||pretzel
🥯:bagel:||bagel
🥞:pancakes:||pancakes
🧇:waffle:||waffle
🧀:cheese:||cheese wedge
🍖:meat_on_bone:||meat on bone
🍗:poultry_leg:|meat,chicken|poultry leg
🥩:cut_of_meat:||cut of meat
🥓:bacon:||bacon
🍔:hamburger:|burger|hamburger
🍟:fries:||french fries
🍕:pizza:||pizza
🌭:hotdog:||hot dog
🥪:sandwich:||sandwich
🌮:taco:||taco
🌯:burrito:||burrito
🫔:tamale:||tamale
🥙:stuffed_flatbread:||stuffed flatbread
🧆:falafel:||falafel
🥚:egg:||egg
🍳:fried_egg:|breakfast|cooking
🥘:shallow_pan_of_food:|paella,curry|shallow pan of food
🍲:stew:||pot of food
🫕:fondue:||fondue
🥣:bowl_with_spoon:||bowl with spoon
🥗:green_salad:||green salad
🍿:popcorn:||popcorn
🧈:butter:||butter
🧂:salt:||salt
🥫:canned_food:||canned food
🍱:bento:||bento box
🍘:rice_cracker:||rice cracker
🍙:rice_ball:||rice ball
🍚:rice:||cooked rice
🍛:curry:||curry rice
🍜:ramen:|noodle|steaming bowl
🍝:spaghetti:|pasta|spaghetti
🍠:sweet_potato:||roasted sweet potato
🍢:oden:||oden
🍣:sushi:||sushi
🍤:fried_shrimp:|tempura|fried shrimp
🍥:fish_cake:||fish cake with swirl
🥮:moon_cake:||moon cake
🍡:dango:||dango
🥟:dumpling:||dumpling
🥠:fortune_cookie:||fortune cookie
🥡:takeout_box:||takeout box
🦀:crab:||crab
🦞:lobster:||lobster
🦐:shrimp:||shrimp
🦑:squid:||squid
🦪:oyster:||oyster
🍦:icecream:||soft ice cream
🍧:shaved_ice:||shaved ice
🍨:ice_cream:||ice cream
🍩:doughnut:||doughnut
🍪:cookie:||cookie
🎂:birthday:|party|birthday cake
🍰:cake:|dessert|shortcake
🧁:cupcake:||cupcake
🥧:pie:||pie
🍫:chocolate_bar:||chocolate bar
🍬:candy:|sweet|candy
🍭:lollipop:||lollipop
🍮:custard:||custard
🍯:honey_pot:||honey pot
🍼:baby_bottle:|milk|baby bottle
🥛:milk_glass:||glass of milk
☕:coffee:|cafe,espresso|hot beverage
🫖:teapot:||teapot
🍵:tea:|green,breakfast|teacup without handle
🍶:sake:||sake
🍾:champagne:|bottle,bubbly,celebration|bottle with popping cork
🍷:wine_glass:||wine glass
🍸:cocktail:|drink|cocktail glass
🍹:tropical_drink:|summer,vacation|tropical drink
🍺:beer:|drink|beer mug
🍻:beers:|drinks|clinking beer mugs
🥂:clinking_glasses:|cheers,toast|clinking glasses
🥃:tumbler_glass:|whisky|tumbler glass
🫗:pouring_liquid:||pouring liquid
🥤:cup_with_straw:||cup with straw
🧋:bubble_tea:||bubble tea
🧃:beverage_box:||beverage box
🧉:mate:||mate
🧊:ice_cube:||ice
🥢:chopsticks:||chopsticks
🍽️:plate_with_cutlery:|dining,dinner|fork and knife with plate
🍴:fork_and_knife:|cutlery|fork and knife
🥄:spoon:||spoon
🔪:hocho:knife:|cut,chop|kitchen knife
🫙:jar:||jar
🏺:amphora:||amphora
# Travel & Places
🌍:earth_africa:|globe,world,international|globe showing Europe-Africa
🌎:earth_americas:|globe,world,international|globe showing Americas
🌏:earth_asia:|globe,world,international|globe showing Asia-Australia
🌐:globe_with_meridians:|world,global,international|globe with meridians
🗺️:world_map:|travel|world map
🗾:japan:||map of Japan
🧭:compass:||compass
🏔️:mountain_snow:||snow-capped mountain
⛰️:mountain:||mountain
🌋:volcano:||volcano
🗻:mount_fuji:||mount fuji
🏕️:camping:||camping
🏖️:beach_umbrella:||beach with umbrella
🏜️:desert:||desert
🏝️:desert_island:||desert island
🏞️:national_park:||national park
🏟️:stadium:||stadium
🏛️:classical_building:||classical building
🏗️:building_construction:||building construction
🧱:bricks:||brick
🪨:rock:||rock
🪵:wood:||wood
🛖:hut:||hut
🏘️:houses:||houses
🏚️:derelict_house:||derelict house
🏠:house:||house
🏡:house_with_garden:||house with garden
🏢:office:||office building
🏣:post_office:||Japanese post office
🏤:european_post_office:||post office
🏥:hospital:||hospital
🏦:bank:||bank
🏨:hotel:||hotel
🏩:love_hotel:||love hotel
🏪:convenience_store:||convenience store
🏫:school:||school
🏬:department_store:||department store
🏭:factory:||factory
🏯:japanese_castle:||Japanese castle
🏰:european_castle:||castle
💒:wedding:|marriage|wedding
🗼:tokyo_tower:||Tokyo tower
🗽:statue_of_liberty:||Statue of Liberty
⛪:church:||church
🕌:mosque:||mosque
🛕:hindu_temple:||hindu temple
🕍:synagogue:||synagogue
⛩️:shinto_shrine:||shinto shrine
🕋:kaaba:||kaaba
⛲:fountain:||fountain
⛺:tent:|camping|tent
🌁:foggy:|karl|foggy
🌃:night_with_stars:||night with stars
🏙️:cityscape:|skyline|cityscape
🌄:sunrise_over_mountains:||sunrise over mountains
🌅:sunrise:||sunrise
🌆:city_sunset:||cityscape at dusk
🌇:city_sunrise:||sunset
🌉:bridge_at_night:||bridge at night
♨️:hotsprings:||hot springs
🎠:carousel_horse:||carousel horse
🛝:playground_slide:||playground slide
🎡:ferris_wheel:||ferris wheel
🎢:roller_coaster:||roller coaster
💈:barber:||barber pole
🎪:circus_tent:||circus tent
🚂:steam_locomotive:|train|locomotive
🚃:railway_car:||railway car
🚄:bullettrain_side:|train|high-speed train
🚅:bullettrain_front:|train|bullet train
🚆:train2:||train
🚇:metro:||metro
🚈:light_rail:||light rail
🚉:station:||station
🚊:tram:||tram
🚝:monorail:||monorail
🚞:mountain_railway:||mountain railway
🚋:train:||tram car
🚌:bus:||bus
🚍:oncoming_bus:||oncoming bus
🚎:trolleybus:||trolleybus
🚐:minibus:||minibus
🚑:ambulance:||ambulance
🚒:fire_engine:||fire engine
🚓:police_car:||police car
🚔:oncoming_police_car:||oncoming police car
🚕:taxi:||taxi
🚖:oncoming_taxi:||oncoming taxi
🚗:car:red_car:||automobile
🚘:oncoming_automobile:||oncoming automobile
🚙:blue_car:||sport utility vehicle
🛻:pickup_truck:||pickup truck
🚚:truck:||delivery truck
🚛:articulated_lorry:||articulated lorry
🚜:tractor:||tractor
🏎️:racing_car:||racing car
🏍️:motorcycle:||motorcycle
🛵:motor_scooter:||motor scooter
🦽:manual_wheelchair:||manual wheelchair
🦼:motorized_wheelchair:||motorized wheelchair
🛺:auto_rickshaw:||auto rickshaw
🚲:bike:|bicycle|bicycle
🛴:kick_scooter:||kick scooter
🛹:skateboard:||skateboard
🛼:roller_skate:||roller skate
🚏:busstop:||bus stop
🛣️:motorway:||motorway
🛤️:railway_track:||railway track
🛢️:oil_drum:||oil drum
⛽:fuelpump:||fuel pump
🛞:wheel:||wheel
🚨:rotating_light:|911,emergency|police car light
🚥:traffic_light:||horizontal traffic light
🚦:vertical_traffic_light:|semaphore|vertical traffic light
🛑:stop_sign:||stop sign
🚧:construction:|wip|construction
⚓:anchor:|ship|anchor
🛟:ring_buoy:|life preserver|ring buoy
⛵:boat:sailboat:||sailboat
🛶:canoe:||canoe
🚤:speedboat:|ship|speedboat
🛳️:passenger_ship:|cruise|passenger ship
⛴️:ferry:||ferry
🛥️:motor_boat:||motor boat
🚢:ship:||ship
✈️:airplane:|flight|airplane
🛩️:small_airplane:|flight|small airplane
🛫:flight_departure:||airplane departure
🛬:flight_arrival:||airplane arrival
🪂:parachute:||parachute
💺:seat:||seat
🚁:helicopter:||helicopter
🚟:suspension_railway:||suspension railway
🚠:mountain_cableway:||mountain cableway
🚡:aerial_tramway:||aerial tramway
🛰️:artificial_satellite:|orbit,space|satellite
🚀:rocket:|ship,launch|rocket
🛸:flying_saucer:|ufo|flying saucer
🛎️:bellhop_bell:||bellhop bell
🧳:luggage:||luggage
⌛:hourglass:|time|hourglass done
⏳:hourglass_flowing_sand:|time|hourglass not done
⌚:watch:|time|watch
⏰:alarm_clock:|morning|alarm clock
⏱️:stopwatch:||stopwatch
⏲️:timer_clock:||timer clock
🕰️:mantelpiece_clock:||mantelpiece clock
🕛:clock12:||twelve o’clock
🕧:clock1230:||twelve-thirty
🕐:clock1:||one o’clock
🕜:clock130:||one-thirty
🕑:clock2:||two o’clock
🕝:clock230:||two-thirty
🕒:clock3:||three o’clock
🕞:clock330:||three-thirty
🕓:clock4:||four o’clock
🕟:clock430:||four-thirty
🕔:clock5:||five o’clock
🕠:clock530:||five-thirty
🕕:clock6:||six o’clock
🕡:clock630:||six-thirty
🕖:clock7:||seven o’clock
🕢:clock730:||seven-thirty
🕗:clock8:||eight o’clock
🕣:clock830:||eight-thirty
🕘:clock9:||nine o’clock
🕤:clock930:||nine-thirty
🕙:clock10:||ten o’clock
🕥:clock1030:||ten-thirty
🕚:clock11:||eleven o’clock
🕦:clock1130:||eleven-thirty
🌑:new_moon:||new moon
🌒:waxing_crescent_moon:||waxing crescent moon
🌓:first_quarter_moon:||first quarter moon
🌔:moon:waxing_gibbous_moon:||waxing gibbous moon
🌕:full_moon:||full moon
🌖:waning_gibbous_moon:||waning gibbous moon
🌗:last_quarter_moon:||last quarter moon
🌘:waning_crescent_moon:||waning crescent moon
🌙:crescent_moon:|night|crescent moon
🌚:new_moon_with_face:||new moon face
🌛:first_quarter_moon_with_face:||first quarter moon face
🌜:last_quarter_moon_with_face:||last quarter moon face
🌡️:thermometer:||thermometer
☀️:sunny:|weather|sun
🌝:full_moon_with_face:||full moon face
🌞:sun_with_face:|summer|sun with face
🪐:ringed_planet:||ringed planet
⭐:star:||star
🌟:star2:||glowing star
🌠:stars:||shooting star
🌌:milky_way:||milky way
☁️:cloud:||cloud
⛅:partly_sunny:|weather,cloud|sun behind cloud
⛈️:cloud_with_lightning_and_rain:||cloud with lightning and rain
🌤️:sun_behind_small_cloud:||sun behind small cloud
🌥️:sun_behind_large_cloud:||sun behind large cloud
🌦️:sun_behind_rain_cloud:||sun behind rain cloud
🌧️:cloud_with_rain:||cloud with rain
🌨️:cloud_with_snow:||cloud with snow
🌩️:cloud_with_lightning:||cloud with lightning
🌪️:tornado:||tornado
🌫️:fog:||fog
🌬️:wind_face:||wind face
🌀:cyclone:|swirl|cyclone
🌈:rainbow:||rainbow
🌂:closed_umbrella:|weather,rain|closed umbrella
☂️:open_umbrella:||umbrella
☔:umbrella:|rain,weather|umbrella with rain drops
⛱️:parasol_on_ground:|beach_umbrella|umbrella on ground
⚡:zap:|lightning,thunder|high voltage
❄️:snowflake:|winter,cold,weather|snowflake
☃️:snowman_with_snow:|winter,christmas|snowman
⛄:snowman:|winter|snowman without snow
☄️:comet:||comet
🔥:fire:|burn|fire
💧:droplet:|water|droplet
🌊:ocean:|sea|water wave
# Activities
🎃:jack_o_lantern:|halloween|jack-o-lantern
🎄:christmas_tree:||Christmas tree
🎆:fireworks:|festival,celebration|fireworks
🎇:sparkler:||sparkler
🧨:firecracker:||firecracker
✨:sparkles:|shiny|sparkles
🎈:balloon:|party,birthday|balloon
🎉:tada:|hooray,party|party popper
🎊:confetti_ball:||confetti ball
🎋:tanabata_tree:||tanabata tree
🎍:bamboo:||pine decoration
🎎:dolls:||Japanese dolls
🎏:flags:||carp streamer
🎐:wind_chime:||wind chime
🎑:rice_scene:||moon viewing ceremony
🧧:red_envelope:||red envelope
🎀:ribbon:||ribbon
🎁:gift:|present,birthday,christmas|wrapped gift
🎗️:reminder_ribbon:||reminder ribbon
🎟️:tickets:||admission tickets
🎫:ticket:||ticket
🎖️:medal_military:||military medal
🏆:trophy:|award,contest,winner|trophy
🏅:medal_sports:|gold,winner|sports medal
🥇:1st_place_medal:|gold|1st place medal
🥈:2nd_place_medal:|silver|2nd place medal
🥉:3rd_place_medal:|bronze|3rd place medal
⚽:soccer:|sports|soccer ball
⚾:baseball:|sports|baseball
🥎:softball:||softball
🏀:basketball:|sports|basketball
🏐:volleyball:||volleyball
🏈:football:|sports|american football
🏉:rugby_football:||rugby football
🎾:tennis:|sports|tennis
🥏:flying_disc:||flying disc
🎳:bowling:||bowling
🏏:cricket_game:||cricket game
🏑:field_hockey:||field hockey
🏒:ice_hockey:||ice hockey
🥍:lacrosse:||lacrosse
🏓:ping_pong:||ping pong
🏸:badminton:||badminton
🥊:boxing_glove:||boxing glove
🥋:martial_arts_uniform:||martial arts uniform
🥅:goal_net:||goal net
⛳:golf:||flag in hole
⛸️:ice_skate:|skating|ice skate
🎣:fishing_pole_and_fish:||fishing pole
🤿:diving_mask:||diving mask
🎽:running_shirt_with_sash:|marathon|running shirt
🎿:ski:||skis
🛷:sled:||sled
🥌:curling_stone:||curling stone
🎯:dart:|target|bullseye
🪀:yo_yo:||yo-yo
🪁:kite:||kite
🔫:gun:|shoot,weapon|water pistol
🎱:8ball:|pool,billiards|pool 8 ball
🔮:crystal_ball:|fortune|crystal ball
🪄:magic_wand:||magic wand
🎮:video_game:|play,controller,console|video game
🕹️:joystick:||joystick
🎰:slot_machine:||slot machine
🎲:game_die:|dice,gambling|game die
🧩:jigsaw:||puzzle piece
🧸:teddy_bear:||teddy bear
🪅:pinata:||piñata
🪩:mirror_ball:|disco,party|mirror ball
🪆:nesting_dolls:||nesting dolls
♠️:spades:||spade suit
♥️:hearts:||heart suit
♦️:diamonds:||diamond suit
♣️:clubs:||club suit
♟️:chess_pawn:||chess pawn
🃏:black_joker:||joker
🀄:mahjong:||mahjong red dragon
🎴:flower_playing_cards:||flower playing cards
🎭:performing_arts:|theater,drama|performing arts
🖼️:framed_picture:||framed picture
🎨:art:|design,paint|artist palette
🧵:thread:||thread
🪡:sewing_needle:||sewing needle
🧶:yarn:||yarn
🪢:knot:||knot
# Objects
👓:eyeglasses:|glasses|glasses
🕶️:dark_sunglasses:||sunglasses
🥽:goggles:||goggles
🥼:lab_coat:||lab coat
🦺:safety_vest:||safety vest
👔:necktie:|shirt,formal|necktie
👕:shirt:tshirt:||t-shirt
👖:jeans:|pants|jeans
🧣:scarf:||scarf
🧤:gloves:||gloves
🧥:coat:||coat
🧦:socks:||socks
👗:dress:||dress
👘:kimono:||kimono
🥻:sari:||sari
🩱:one_piece_swimsuit:||one-piece swimsuit
🩲:swim_brief:||briefs
🩳:shorts:||shorts
👙:bikini:|beach|bikini
👚:womans_clothes:||woman’s clothes
🪭:folding_hand_fan:|sensu|folding hand fan
👛:purse:||purse
👜:handbag:|bag|handbag
👝:pouch:|bag|clutch bag
🛍️:shopping:|bags|shopping bags
🎒:school_satchel:||backpack
🩴:thong_sandal:||thong sandal
👞:mans_shoe:shoe:||man’s shoe
👟:athletic_shoe:|sneaker,sport,running|running shoe
🥾:hiking_boot:||hiking boot
🥿:flat_shoe:||flat shoe
👠:high_heel:|shoe|high-heeled shoe
👡:sandal:|shoe|woman’s sandal
🩰:ballet_shoes:||ballet shoes
👢:boot:||woman’s boot
🪮:hair_pick:||hair pick
👑:crown:|king,queen,royal|crown
👒:womans_hat:||woman’s hat
🎩:tophat:|hat,classy|top hat
🎓:mortar_board:|education,college,university,graduation|graduation cap
🧢:billed_cap:||billed cap
🪖:military_helmet:||military helmet
⛑️:rescue_worker_helmet:||rescue worker’s helmet
📿:prayer_beads:||prayer beads
💄:lipstick:|makeup|lipstick
💍:ring:|wedding,marriage,engaged|ring
💎:gem:|diamond|gem stone
🔇:mute:|sound,volume|muted speaker
🔈:speaker:||speaker low volume
🔉:sound:|volume|speaker medium volume
🔊:loud_sound:|volume|speaker high volume
📢:loudspeaker:|announcement|loudspeaker
📣:mega:||megaphone
📯:postal_horn:||postal horn
🔔:bell:|sound,notification|bell
🔕:no_bell:|volume,off|bell with slash
🎼:musical_score:||musical score
🎵:musical_note:||musical note
🎶:notes:|music|musical notes
🎙️:studio_microphone:|podcast|studio microphone
🎚️:level_slider:||level slider
🎛️:control_knobs:||control knobs
🎤:microphone:|sing|microphone
🎧:headphones:|music,earphones|headphone
📻:radio:|podcast|radio
🎷:saxophone:||saxophone
🪗:accordion:||accordion
🎸:guitar:|rock|guitar
🎹:musical_keyboard:|piano|musical keyboard
🎺:trumpet:||trumpet
🎻:violin:||violin
🪕:banjo:||banjo
🥁:drum:||drum
🪘:long_drum:||long drum
🪇:maracas:|shaker|maracas
🪈:flute:|recorder|flute
📱:iphone:|smartphone,mobile|mobile phone
📲:calling:|call,incoming|mobile phone with arrow
☎️:phone:telephone:||telephone
📞:telephone_receiver:|phone,call|telephone receiver
📟:pager:||pager
📠:fax:||fax machine
🔋:battery:|power|battery
🪫:low_battery:||low battery
🔌:electric_plug:||electric plug
💻:computer:|desktop,screen|laptop
🖥️:desktop_computer:||desktop computer
🖨️:printer:||printer
⌨️:keyboard:||keyboard
🖱️:computer_mouse:||computer mouse
🖲️:trackball:||trackball
💽:minidisc:||computer disk
💾:floppy_disk:|save|floppy disk
💿:cd:||optical disk
📀:dvd:||dvd
🧮:abacus:||abacus
🎥:movie_camera:|film,video|movie camera
🎞️:film_strip:||film frames
📽️:film_projector:||film projector
🎬:clapper:|film|clapper board
📺:tv:||television
📷:camera:|photo|camera
📸:camera_flash:|photo|camera with flash
📹:video_camera:||video camera
📼:vhs:||videocassette
🔍:mag:|search,zoom|magnifying glass tilted left
🔎:mag_right:||magnifying glass tilted right
🕯️:candle:||candle
💡:bulb:|idea,light|light bulb
🔦:flashlight:||flashlight
🏮:izakaya_lantern:lantern:||red paper lantern
🪔:diya_lamp:||diya lamp
📔:notebook_with_decorative_cover:||notebook with decorative cover
📕:closed_book:||closed book
📖:book:open_book:||open book
📗:green_book:||green book
📘:blue_book:||blue book
📙:orange_book:||orange book
📚:books:|library|books
📓:notebook:||notebook
📒:ledger:||ledger
📃:page_with_curl:||page with curl
📜:scroll:|document|scroll
📄:page_facing_up:|document|page facing up
📰:newspaper:|press|newspaper
🗞️:newspaper_roll:|press|rolled-up newspaper
📑:bookmark_tabs:||bookmark tabs
🔖:bookmark:||bookmark
🏷️:label:|tag|label
💰:moneybag:|dollar,cream|money bag
🪙:coin:||coin
💴:yen:||yen banknote
💵:dollar:|money|dollar banknote
💶:euro:||euro banknote
💷:pound:||pound banknote
💸:money_with_wings:|dollar|money with wings
💳:credit_card:|subscription|credit card
🧾:receipt:||receipt
💹:chart:||chart increasing with yen
✉️:envelope:|letter,email|envelope
📧:email:e-mail:||e-mail
📨:incoming_envelope:||incoming envelope
📩:envelope_with_arrow:||envelope with arrow
📤:outbox_tray:||outbox tray
📥:inbox_tray:||inbox tray
📦:package:|shipping|package
📫:mailbox:||closed mailbox with raised flag
📪:mailbox_closed:||closed mailbox with lowered flag
📬:mailbox_with_mail:||open mailbox with raised flag
📭:mailbox_with_no_mail:||open mailbox with lowered flag
📮:postbox:||postbox
🗳️:ballot_box:||ballot box with ballot
✏️:pencil2:||pencil
✒️:black_nib:||black nib
🖋️:fountain_pen:||fountain pen
🖊️:pen:||pen
🖌️:paintbrush:||paintbrush
🖍️:crayon:||crayon
📝:memo:pencil:|document,note|memo
💼:briefcase:|business|briefcase
📁:file_folder:|directory|file folder
📂:open_file_folder:||open file folder
🗂️:card_index_dividers:||card index dividers
📅:date:|calendar,schedule|calendar
📆:calendar:|schedule|tear-off calendar
🗒️:spiral_notepad:||spiral notepad
🗓️:spiral_calendar:||spiral calendar
📇:card_index:||card index
📈:chart_with_upwards_trend:|graph,metrics|chart increasing
📉:chart_with_downwards_trend:|graph,metrics|chart decreasing
📊:bar_chart:|stats,metrics|bar chart
📋:clipboard:||clipboard
📌:pushpin:|location|pushpin
📍:round_pushpin:|location|round pushpin
📎:paperclip:||paperclip
🖇️:paperclips:||linked paperclips
📏:straight_ruler:||straight ruler
📐:triangular_ruler:||triangular ruler
✂️:scissors:|cut|scissors
🗃️:card_file_box:||card file box
🗄️:file_cabinet:||file cabinet
🗑️:wastebasket:|trash|wastebasket
🔒:lock:|security,private|locked
🔓:unlock:|security|unlocked
🔏:lock_with_ink_pen:||locked with pen
🔐:closed_lock_with_key:|security|locked with key
🔑:key:|lock,password|key
🗝️:old_key:||old key
🔨:hammer:|tool|hammer
🪓:axe:||axe
⛏️:pick:||pick
⚒️:hammer_and_pick:||hammer and pick
🛠️:hammer_and_wrench:||hammer and wrench
🗡️:dagger:||dagger
⚔️:crossed_swords:||crossed swords
💣:bomb:|boom|bomb
🪃:boomerang:||boomerang
🏹:bow_and_arrow:|archery|bow and arrow
🛡️:shield:||shield
🪚:carpentry_saw:||carpentry saw
🔧:wrench:|tool|wrench
🪛:screwdriver:||screwdriver
🔩:nut_and_bolt:||nut and bolt
⚙️:gear:||gear
🗜️:clamp:||clamp
⚖️:balance_scale:||balance scale
🦯:probing_cane:||white cane
🔗:link:||link
⛓️:chains:||chains
🪝:hook:||hook
🧰:toolbox:||toolbox
🧲:magnet:||magnet
🪜:ladder:||ladder
⚗️:alembic:||alembic
🧪:test_tube:||test tube
🧫:petri_dish:||petri dish
🧬:dna:||dna
🔬:microscope:|science,laboratory,investigate|microscope
🔭:telescope:||telescope
📡:satellite:|signal|satellite antenna
💉:syringe:|health,hospital,needle|syringe
🩸:drop_of_blood:||drop of blood
💊:pill:|health,medicine|pill
🩹:adhesive_bandage:||adhesive bandage
🩼:crutch:||crutch
🩺:stethoscope:||stethoscope
🩻:x_ray:||x-ray
🚪:door:||door
🛗:elevator:||elevator
🪞:mirror:||mirror
🪟:window:||window
🛏️:bed:||bed
🛋️:couch_and_lamp:||couch and lamp
🪑:chair:||chair
🚽:toilet:|wc|toilet
🪠:plunger:||plunger
🚿:shower:|bath|shower
🛁:bathtub:||bathtub
🪤:mouse_trap:||mouse trap
🪒:razor:||razor
🧴:lotion_bottle:||lotion bottle
🧷:safety_pin:||safety pin
🧹:broom:||broom
🧺:basket:||basket
🧻:roll_of_paper:|toilet|roll of paper
🪣:bucket:||bucket
🧼:soap:||soap
🫧:bubbles:||bubbles
🪥:toothbrush:||toothbrush
🧽:sponge:||sponge
🧯:fire_extinguisher:||fire extinguisher
🛒:shopping_cart:||shopping cart
🚬:smoking:|cigarette|cigarette
⚰️:coffin:|funeral|coffin
🪦:headstone:||headstone
⚱️:funeral_urn:||funeral urn
🧿:nazar_amulet:||nazar amulet
🪬:hamsa:||hamsa
🗿:moyai:|stone|moai
🪧:placard:||placard
🪪:identification_card:||identification card
# Symbols
🏧:atm:||ATM sign
🚮:put_litter_in_its_place:||litter in bin sign
🚰:potable_water:||potable water
♿:wheelchair:|accessibility|wheelchair symbol
🚹:mens:||men’s room
🚺:womens:||women’s room
🚻:restroom:|toilet|restroom
🚼:baby_symbol:||baby symbol
🚾:wc:|toilet,restroom|water closet
🛂:passport_control:||passport control
🛃:customs:||customs
🛄:baggage_claim:|airport|baggage claim
🛅:left_luggage:||left luggage
⚠️:warning:|wip|warning
🚸:children_crossing:||children crossing
⛔:no_entry:|limit|no entry
🚫:no_entry_sign:|block,forbidden|prohibited
🚳:no_bicycles:||no bicycles
🚭:no_smoking:||no smoking
🚯:do_not_litter:||no littering
🚱:non-potable_water:||non-potable water
🚷:no_pedestrians:||no pedestrians
📵:no_mobile_phones:||no mobile phones
🔞:underage:||no one under eighteen
☢️:radioactive:||radioactive
☣️:biohazard:||biohazard
⬆️:arrow_up:||up arrow
↗️:arrow_upper_right:||up-right arrow
➡️:arrow_right:||right arrow
↘️:arrow_lower_right:||down-right arrow
⬇️:arrow_down:||down arrow
↙️:arrow_lower_left:||down-left arrow
⬅️:arrow_left:||left arrow
↖️:arrow_upper_left:||up-left arrow
↕️:arrow_up_down:||up-down arrow
↔️:left_right_arrow:||left-right arrow
↩️:leftwards_arrow_with_hook:|return|right arrow curving left
↪️:arrow_right_hook:||left arrow curving right
⤴️:arrow_heading_up:||right arrow curving up
⤵️:arrow_heading_down:||right arrow curving down
🔃:arrows_clockwise:||clockwise vertical arrows
🔄:arrows_counterclockwise:|sync|counterclockwise arrows button
🔙:back:||BACK arrow
🔚:end:||END arrow
🔛:on:||ON! arrow
🔜:soon:||SOON arrow
🔝:top:||TOP arrow
🛐:place_of_worship:||place of worship
⚛️:atom_symbol:||atom symbol
🕉️:om:||om
✡️:star_of_david:||star of David
☸️:wheel_of_dharma:||wheel of dharma
☯️:yin_yang:||yin yang
✝️:latin_cross:||latin cross
☦️:orthodox_cross:||orthodox cross
☪️:star_and_crescent:||star and crescent
☮️:peace_symbol:||peace symbol
🕎:menorah:||menorah
🔯:six_pointed_star:||dotted six-pointed star
🪯:khanda:||khanda
♈:aries:||Aries
♉:taurus:||Taurus
♊:gemini:||Gemini
♋:cancer:||Cancer
♌:leo:||Leo
♍:virgo:||Virgo
♎:libra:||Libra
♏:scorpius:||Scorpio
♐:sagittarius:||Sagittarius
♑:capricorn:||Capricorn
♒:aquarius:||Aquarius
♓:pisces:||Pisces
⛎:ophiuchus:||Ophiuchus
🔀:twisted_rightwards_arrows:|shuffle|shuffle tracks button
🔁:repeat:|loop|repeat button
🔂:repeat_one:||repeat single button
▶️:arrow_forward:||play button
⏩:fast_forward:||fast-forward button
⏭️:next_track_button:||next track button
⏯️:play_or_pause_button:||play or pause button
◀️:arrow_backward:||reverse button
⏪:rewind:||fast reverse button
⏮️:previous_track_button:||last track button
🔼:arrow_up_small:||upwards button
⏫:arrow_double_up:||fast up button
🔽:arrow_down_small:||downwards button
⏬:arrow_double_down:||fast down button
⏸️:pause_button:||pause button
⏹️:stop_button:||stop button
⏺️:record_button:||record button
⏏️:eject_button:||eject button
🎦:cinema:|film,movie|cinema
🔅:low_brightness:||dim button
🔆:high_brightness:||bright button
📶:signal_strength:|wifi|antenna bars
🛜:wireless:|wifi|wireless
📳:vibration_mode:||vibration mode
📴:mobile_phone_off:|mute,off|mobile phone off
♀️:female_sign:||female sign
♂️:male_sign:||male sign
⚧️:transgender_symbol:||transgender symbol
✖️:heavy_multiplication_x:||multiply
➕:heavy_plus_sign:||plus
➖:heavy_minus_sign:||minus
➗:heavy_division_sign:||divide
🟰:heavy_equals_sign:||heavy equals sign
♾️:infinity:||infinity
‼️:bangbang:||double exclamation mark
⁉️:interrobang:||exclamation question mark
❓:question:|confused|red question mark
❔:grey_question:||white question mark
❕:grey_exclamation:||white exclamation mark
❗:exclamation:heavy_exclamation_mark:|bang|red exclamation mark
〰️:wavy_dash:||wavy dash
💱:currency_exchange:||currency exchange
💲:heavy_dollar_sign:||heavy dollar sign
⚕️:medical_symbol:||medical symbol
♻️:recycle:|environment,green|recycling symbol
⚜️:fleur_de_lis:||fleur-de-lis
🔱:trident:||trident emblem
📛:name_badge:||name badge
🔰:beginner:||Japanese symbol for beginner
⭕:o:||hollow red circle
✅:white_check_mark:||check mark button
☑️:ballot_box_with_check:||check box with check
✔️:heavy_check_mark:||check mark
❌:x:||cross mark
❎:negative_squared_cross_mark:||cross mark button
➰:curly_loop:||curly loop
➿:loop:||double curly loop
〽️:part_alternation_mark:||part alternation mark
✳️:eight_spoked_asterisk:||eight-spoked asterisk
✴️:eight_pointed_black_star:||eight-pointed star
❇️:sparkle:||sparkle
©️:copyright:||copyright
®️:registered:||registered
™️:tm:|trademark|trade mark
#️⃣:hash:|number|keycap: #
*️⃣:asterisk:||keycap: *
0️⃣:zero:||keycap: 0
1️⃣:one:||keycap: 1
2️⃣:two:||keycap: 2
3️⃣:three:||keycap: 3
4️⃣:four:||keycap: 4
5️⃣:five:||keycap: 5
6️⃣:six:||keycap: 6
7️⃣:seven:||keycap: 7
8️⃣:eight:||keycap: 8
9️⃣:nine:||keycap: 9
🔟:keycap_ten:||keycap: 10
🔠:capital_abcd:|letters|input latin uppercase
🔡:abcd:||input latin lowercase
🔢:1234:|numbers|input numbers
🔣:symbols:||input symbols
🔤:abc:|alphabet|input latin letters
🅰️:a:||A button (blood type)
🆎:ab:||AB button (blood type)
🅱️:b:||B button (blood type)
🆑:cl:||CL button
🆒:cool:||COOL button
🆓:free:||FREE button
ℹ️:information_source:||information
🆔:id:||ID button
Ⓜ️:m:||circled M
🆕:new:|fresh|NEW button
🆖:ng:||NG button
🅾️:o2:||O button (blood type)
🆗:ok:|yes|OK button
🅿️:parking:||P button
🆘:sos:|help,emergency|SOS button
🆙:up:||UP! button
🆚:vs:||VS button
🈁:koko:||Japanese “here” button
🈂️:sa:||Japanese “service charge” button
🈷️:u6708:||Japanese “monthly amount” button
🈶:u6709:||Japanese “not free of charge” button
🈯:u6307:||Japanese “reserved” button
🉐:ideograph_advantage:||Japanese “bargain” button
🈹:u5272:||Japanese “discount” button
🈚:u7121:||Japanese “free of charge” button
🈲:u7981:||Japanese “prohibited” button
🉑:accept:||Japanese “acceptable” button
🈸:u7533:||Japanese “application” button
🈴:u5408:||Japanese “passing grade” button
🈳:u7a7a:||Japanese “vacancy” button
㊗️:congratulations:||Japanese “congratulations” button
㊙️:secret:||Japanese “secret” button
🈺:u55b6:||Japanese “open for business” button
🈵:u6e80:||Japanese “no vacancy” button
🔴:red_circle:||red circle
🟠:orange_circle:||orange circle
🟡:yellow_circle:||yellow circle
🟢:green_circle:||green circle
🔵:large_blue_circle:||blue circle
🟣:purple_circle:||purple circle
🟤:brown_circle:||brown circle
⚫:black_circle:||black circle
⚪:white_circle:||white circle
🟥:red_square:||red square
🟧:orange_square:||orange square
🟨:yellow_square:||yellow square
🟩:green_square:||green square
🟦:blue_square:||blue square
🟪:purple_square:||purple square
🟫:brown_square:||brown square
⬛:black_large_square:||black large square
⬜:white_large_square:||white large square
◼️:black_medium_square:||black medium square
◻️:white_medium_square:||white medium square
◾:black_medium_small_square:||black medium-small square
◽:white_medium_small_square:||white medium-small square
▪️:black_small_square:||black small square
▫️:white_small_square:||white small square
🔶:large_orange_diamond:||large orange diamond
🔷:large_blue_diamond:||large blue diamond
🔸:small_orange_diamond:||small orange diamond
🔹:small_blue_diamond:||small blue diamond
🔺:small_red_triangle:||red triangle pointed up
🔻:small_red_triangle_down:||red triangle pointed down
💠:diamond_shape_with_a_dot_inside:||diamond with a dot
🔘:radio_button:||radio button
🔳:white_square_button:||white square button
🔲:black_square_button:||black square button
# Flags
🏁:checkered_flag:|milestone,finish|chequered flag
🚩:triangular_flag_on_post:||triangular flag
🎌:crossed_flags:||crossed flags
🏴:black_flag:||black flag
🏳️:white_flag:||white flag
🏳️‍🌈:rainbow_flag:|pride|rainbow flag
🏳️‍⚧️:transgender_flag:||transgender flag
🏴‍☠️:pirate_flag:||pirate flag
🇦🇨:ascension_island:||flag: Ascension Island
🇦🇩:andorra:||flag: Andorra
🇦🇪:united_arab_emirates:||flag: United Arab Emirates
🇦🇫:afghanistan:||flag: Afghanistan
🇦🇬:antigua_barbuda:||flag: Antigua & Barbuda
🇦🇮:anguilla:||flag: Anguilla
🇦🇱:albania:||flag: Albania
🇦🇲:armenia:||flag: Armenia
🇦🇴:angola:||flag: Angola
🇦🇶:antarctica:||flag: Antarctica
🇦🇷:argentina:||flag: Argentina
🇦🇸:american_samoa:||flag: American Samoa
🇦🇹:austria:||flag: Austria
🇦🇺:australia:||flag: Australia
🇦🇼:aruba:||flag: Aruba
🇦🇽:aland_islands:||flag: Åland Islands
🇦🇿:azerbaijan:||flag: Azerbaijan
🇧🇦:bosnia_herzegovina:||flag: Bosnia & Herzegovina
🇧🇧:barbados:||flag: Barbados
🇧🇩:bangladesh:||flag: Bangladesh
🇧🇪:belgium:||flag: Belgium
🇧🇫:burkina_faso:||flag: Burkina Faso
🇧🇬:bulgaria:||flag: Bulgaria
🇧🇭:bahrain:||flag: Bahrain
🇧🇮:burundi:||flag: Burundi
🇧🇯:benin:||flag: Benin
🇧🇱:st_barthelemy:||flag: St. Barthélemy
🇧🇲:bermuda:||flag: Bermuda
🇧🇳:brunei:||flag: Brunei
🇧🇴:bolivia:||flag: Bolivia
🇧🇶:caribbean_netherlands:||flag: Caribbean Netherlands
🇧🇷:brazil:||flag: Brazil
🇧🇸:bahamas:||flag: Bahamas
🇧🇹:bhutan:||flag: Bhutan
🇧🇻:bouvet_island:||flag: Bouvet Island
🇧🇼:botswana:||flag: Botswana
🇧🇾:belarus:||flag: Belarus
🇧🇿:belize:||flag: Belize
🇨🇦:canada:||flag: Canada
🇨🇨:cocos_islands:|keeling|flag: Cocos (Keeling) Islands
🇨🇩:congo_kinshasa:||flag: Congo - Kinshasa
🇨🇫:central_african_republic:||flag: Central African Republic
🇨🇬:congo_brazzaville:||flag: Congo - Brazzaville
🇨🇭:switzerland:||flag: Switzerland
🇨🇮:cote_divoire:|ivory|flag: Côte d’Ivoire
🇨🇰:cook_islands:||flag: Cook Islands
🇨🇱:chile:||flag: Chile
🇨🇲:cameroon:||flag: Cameroon
🇨🇳:cn:|china|flag: China
🇨🇴:colombia:||flag: Colombia
🇨🇵:clipperton_island:||flag: Clipperton Island
🇨🇷:costa_rica:||flag: Costa Rica
🇨🇺:cuba:||flag: Cuba
🇨🇻:cape_verde:||flag: Cape Verde
🇨🇼:curacao:||flag: Curaçao
🇨🇽:christmas_island:||flag: Christmas Island
🇨🇾:cyprus:||flag: Cyprus
🇨🇿:czech_republic:||flag: Czechia
🇩🇪:de:|flag,germany|flag: Germany
🇩🇬:diego_garcia:||flag: Diego Garcia
🇩🇯:djibouti:||flag: Djibouti
🇩🇰:denmark:||flag: Denmark
🇩🇲:dominica:||flag: Dominica
🇩🇴:dominican_republic:||flag: Dominican Republic
🇩🇿:algeria:||flag: Algeria
🇪🇦:ceuta_melilla:||flag: Ceuta & Melilla
🇪🇨:ecuador:||flag: Ecuador
🇪🇪:estonia:||flag: Estonia
🇪🇬:egypt:||flag: Egypt
🇪🇭:western_sahara:||flag: Western Sahara
🇪🇷:eritrea:||flag: Eritrea
🇪🇸:es:|spain|flag: Spain
🇪🇹:ethiopia:||flag: Ethiopia
🇪🇺:eu:european_union:||flag: European Union
🇫🇮:finland:||flag: Finland
🇫🇯:fiji:||flag: Fiji
🇫🇰:falkland_islands:||flag: Falkland Islands
🇫🇲:micronesia:||flag: Micronesia
🇫🇴:faroe_islands:||flag: Faroe Islands
🇫🇷:fr:|france,french|flag: France
🇬🇦:gabon:||flag: Gabon
🇬🇧:gb:uk:|flag,british|flag: United Kingdom
🇬🇩:grenada:||flag: Grenada
🇬🇪:georgia:||flag: Georgia
🇬🇫:french_guiana:||flag: French Guiana
🇬🇬:guernsey:||flag: Guernsey
🇬🇭:ghana:||flag: Ghana
🇬🇮:gibraltar:||flag: Gibraltar
🇬🇱:greenland:||flag: Greenland
🇬🇲:gambia:||flag: Gambia
🇬🇳:guinea:||flag: Guinea
🇬🇵:guadeloupe:||flag: Guadeloupe
🇬🇶:equatorial_guinea:||flag: Equatorial Guinea
🇬🇷:greece:||flag: Greece
🇬🇸:south_georgia_south_sandwich_islands:||flag: South Georgia & South Sandwich Islands
🇬🇹:guatemala:||flag: Guatemala
🇬🇺:guam:||flag: Guam
🇬🇼:guinea_bissau:||flag: Guinea-Bissau
🇬🇾:guyana:||flag: Guyana
🇭🇰:hong_kong:||flag: Hong Kong SAR China
🇭🇲:heard_mcdonald_islands:||flag: Heard & McDonald Islands
🇭🇳:honduras:||flag: Honduras
🇭🇷:croatia:||flag: Croatia
🇭🇹:haiti:||flag: Haiti
🇭🇺:hungary:||flag: Hungary
🇮🇨:canary_islands:||flag: Canary Islands
🇮🇩:indonesia:||flag: Indonesia
🇮🇪:ireland:||flag: Ireland
🇮🇱:israel:||flag: Israel
🇮🇲:isle_of_man:||flag: Isle of Man
🇮🇳:india:||flag: India
🇮🇴:british_indian_ocean_territory:||flag: British Indian Ocean Territory
🇮🇶:iraq:||flag: Iraq
🇮🇷:iran:||flag: Iran
🇮🇸:iceland:||flag: Iceland
🇮🇹:it:|italy|flag: Italy
🇯🇪:jersey:||flag: Jersey
🇯🇲:jamaica:||flag: Jamaica
🇯🇴:jordan:||flag: Jordan
🇯🇵:jp:|japan|flag: Japan
🇰🇪:kenya:||flag: Kenya
🇰🇬:kyrgyzstan:||flag: Kyrgyzstan
🇰🇭:cambodia:||flag: Cambodia
🇰🇮:kiribati:||flag: Kiribati
🇰🇲:comoros:||flag: Comoros
🇰🇳:st_kitts_nevis:||flag: St. Kitts & Nevis
🇰🇵:north_korea:||flag: North Korea
🇰🇷:kr:|korea|flag: South Korea
🇰🇼:kuwait:||flag: Kuwait
🇰🇾:cayman_islands:||flag: Cayman Islands
🇰🇿:kazakhstan:||flag: Kazakhstan
🇱🇦:laos:||flag: Laos
🇱🇧:lebanon:||flag: Lebanon
🇱🇨:st_lucia:||flag: St. Lucia
🇱🇮:liechtenstein:||flag: Liechtenstein
🇱🇰:sri_lanka:||flag: Sri Lanka
🇱🇷:liberia:||flag: Liberia
🇱🇸:lesotho:||flag: Lesotho
🇱🇹:lithuania:||flag: Lithuania
🇱🇺:luxembourg:||flag: Luxembourg
🇱🇻:latvia:||flag: Latvia
🇱🇾:libya:||flag: Libya
🇲🇦:morocco:||flag: Morocco
🇲🇨:monaco:||flag: Monaco
🇲🇩:moldova:||flag: Moldova
🇲🇪:montenegro:||flag: Montenegro
🇲🇫:st_martin:||flag: St. Martin
🇲🇬:madagascar:||flag: Madagascar
🇲🇭:marshall_islands:||flag: Marshall Islands
🇲🇰:macedonia:||flag: North Macedonia
🇲🇱:mali:||flag: Mali
🇲🇲:myanmar:|burma|flag: Myanmar (Burma)
🇲🇳:mongolia:||flag: Mongolia
🇲🇴:macau:||flag: Macao SAR China
🇲🇵:northern_mariana_islands:||flag: Northern Mariana Islands
🇲🇶:martinique:||flag: Martinique
🇲🇷:mauritania:||flag: Mauritania
🇲🇸:montserrat:||flag: Montserrat
🇲🇹:malta:||flag: Malta
🇲🇺:mauritius:||flag: Mauritius
🇲🇻:maldives:||flag: Maldives
🇲🇼:malawi:||flag: Malawi
🇲🇽:mexico:||flag: Mexico
🇲🇾:malaysia:||flag: Malaysia
🇲🇿:mozambique:||flag: Mozambique
🇳🇦:namibia:||flag: Namibia
🇳🇨:new_caledonia:||flag: New Caledonia
🇳🇪:niger:||flag: Niger
🇳🇫:norfolk_island:||flag: Norfolk Island
🇳🇬:nigeria:||flag: Nigeria
🇳🇮:nicaragua:||flag: Nicaragua
🇳🇱:netherlands:||flag: Netherlands
🇳🇴:norway:||flag: Norway
🇳🇵:nepal:||flag: Nepal
🇳🇷:nauru:||flag: Nauru
🇳🇺:niue:||flag: Niue
🇳🇿:new_zealand:||flag: New Zealand
🇴🇲:oman:||flag: Oman
🇵🇦:panama:||flag: Panama
🇵🇪:peru:||flag: Peru
🇵🇫:french_polynesia:||flag: French Polynesia
🇵🇬:papua_new_guinea:||flag: Papua New Guinea
🇵🇭:philippines:||flag: Philippines
🇵🇰:pakistan:||flag: Pakistan
🇵🇱:poland:||flag: Poland
🇵🇲:st_pierre_miquelon:||flag: St. Pierre & Miquelon
🇵🇳:pitcairn_islands:||flag: Pitcairn Islands
🇵🇷:puerto_rico:||flag: Puerto Rico
🇵🇸:palestinian_territories:||flag: Palestinian Territories
🇵🇹:portugal:||flag: Portugal
🇵🇼:palau:||flag: Palau
🇵🇾:paraguay:||flag: Paraguay
🇶🇦:qatar:||flag: Qatar
🇷🇪:reunion:||flag: Réunion
🇷🇴:romania:||flag: Romania
🇷🇸:serbia:||flag: Serbia
🇷🇺:ru:|russia|flag: Russia
🇷🇼:rwanda:||flag: Rwanda
🇸🇦:saudi_arabia:||flag: Saudi Arabia
🇸🇧:solomon_islands:||flag: Solomon Islands
🇸🇨:seychelles:||flag: Seychelles
🇸🇩:sudan:||flag: Sudan
🇸🇪:sweden:||flag: Sweden
🇸🇬:singapore:||flag: Singapore
🇸🇭:st_helena:||flag: St. Helena
🇸🇮:slovenia:||flag: Slovenia
🇸🇯:svalbard_jan_mayen:||flag: Svalbard & Jan Mayen
🇸🇰:slovakia:||flag: Slovakia
🇸🇱:sierra_leone:||flag: Sierra Leone
🇸🇲:san_marino:||flag: San Marino
🇸🇳:senegal:||flag: Senegal
🇸🇴:somalia:||flag: Somalia
🇸🇷:suriname:||flag: Suriname
🇸🇸:south_sudan:||flag: South Sudan
🇸🇹:sao_tome_principe:||flag: São Tomé & Príncipe
🇸🇻:el_salvador:||flag: El Salvador
🇸🇽:sint_maarten:||flag: Sint Maarten
🇸🇾:syria:||flag: Syria
🇸🇿:swaziland:||flag: Eswatini
🇹🇦:tristan_da_cunha:||flag: Tristan da Cunha
🇹🇨:turks_caicos_islands:||flag: Turks & Caicos Islands
🇹🇩:chad:||flag: Chad
🇹🇫:french_southern_territories:||flag: French Southern Territories
🇹🇬:togo:||flag: Togo
🇹🇭:thailand:||flag: Thailand
🇹🇯:tajikistan:||flag: Tajikistan
🇹🇰:tokelau:||flag: Tokelau
🇹🇱:timor_leste:||flag: Timor-Leste
🇹🇲:turkmenistan:||flag: Turkmenistan
🇹🇳:tunisia:||flag: Tunisia
🇹🇴:tonga:||flag: Tonga
🇹🇷:tr:|turkey|flag: Turkey
🇹🇹:trinidad_tobago:||flag: Trinidad & Tobago
🇹🇻:tuvalu:||flag: Tuvalu
🇹🇼:taiwan:||flag: Taiwan
🇹🇿:tanzania:||flag: Tanzania
🇺🇦:ukraine:||flag: Ukraine
🇺🇬:uganda:||flag: Uganda
🇺🇲:us_outlying_islands:||flag: U.S. Outlying Islands
🇺🇳:united_nations:||flag: United Nations
🇺🇸:us:|flag,united,america|flag: United States
🇺🇾:uruguay:||flag: Uruguay
🇺🇿:uzbekistan:||flag: Uzbekistan
🇻🇦:vatican_city:||flag: Vatican City
🇻🇨:st_vincent_grenadines:||flag: St. Vincent & Grenadines
🇻🇪:venezuela:||flag: Venezuela
🇻🇬:british_virgin_islands:||flag: British Virgin Islands
🇻🇮:us_virgin_islands:||flag: U.S. Virgin Islands
🇻🇳:vietnam:||flag: Vietnam
🇻🇺:vanuatu:||flag: Vanuatu
🇼🇫:wallis_futuna:||flag: Wallis & Futuna
🇼🇸:samoa:||flag: Samoa
🇽🇰:kosovo:||flag: Kosovo
🇾🇪:yemen:||flag: Yemen
🇾🇹:mayotte:||flag: Mayotte
🇿🇦:south_africa:||flag: South Africa
🇿🇲:zambia:||flag: Zambia
🇿🇼:zimbabwe:||flag: Zimbabwe
🏴󠁧󠁢󠁥󠁮󠁧󠁿:england:||flag: England
🏴󠁧󠁢󠁳󠁣󠁴󠁿:scotland:||flag: Scotland
🏴󠁧󠁢󠁷󠁬󠁳󠁿:wales:||flag: Wales
`;
