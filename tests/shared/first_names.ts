/** First names from many places, as ordinary groups of people have them; among them those that only a letter or a dot keeps apart. */
export const NAMES: readonly string[] = (
  // English and what is given in many places.
  "Alice Bob Carol Dave Erin Frank Grace Heidi Ivan Judy Mallory Oscar Peggy Trent Victor Walter Adam Alan Allan Allen Amanda Amber Amelia Amie " +
  "Amy Arny Andrea Andrew Angela Ann Anna Anne Annie Anthony Arnie Arnold Ashley Austin Barbara Ben Benjamin Beth Betty Bill Billie Billy Bella Brad " +
  "Brandon Brenda Brian Bruce Bryan Callum Carl Carla Carmen Caroline Catherine Celia Charles Charlie Chloe Chris Christian Christina Christine " +
  "Cindy Claire Clara Colin Connor Craig Cynthia Dan Daniel Danielle Darren Deborah Delia Della Denise Dennis Diana Diane Donald Donna Doris " +
  "Dorothy Douglas Dylan Edward Eileen Elaine Eli Elia Elias Elisa Elise Eliza Elizabeth Ella Ellen Ellie Elliot Elsa Elsie Emily Emma Eric Erica " +
  "Ethan Eva Evan Eve Evelyn Fiona Florence Gail Gary George Gerald Gloria Gordon Graham Greg Hannah Harry Heather Helen Henry Holly Hugh Ian Ida " +
  "Ina Ira Irene Iris Isaac Isabel Isla Jack Jacob Jade James Jamie Jane Janet Jason Jean Jeff Jenna Jennifer Jenny Jeremy Jerry Jesse Jessica Jill " +
  "Jim Joan Joanna Joe Joel John Jon Jonathan Jordan Joseph Josh Joshua Joyce Juan Judith Julia Julian Julie Justin Karen Kate Katherine Kathleen " +
  "Keith Kelli Kelly Ken Kenneth Kerry Kevin Kim Kimberly Kurt Kyle Lara Larry Laura Lauren Leah Lee Leila Lelia Len Leo Leon Leonard Lewis Liam " +
  "Lila Lilla Lillian Lily Linda Lisa Liz Lloyd Logan Lola Loma Lorna Louis Louise Lucas Lucy Luke Lydia Lynn Maggie Mamie Marc Margaret Maria " +
  "Marie Marion Mark Marnie Martha Martin Mary Mason Matt Matthew Max Megan Melanie Melissa Mia Michael Michelle Mick Mila Mildred Milla Mollie " +
  "Molly Monica Nancy Naomi Natalie Nathan Neil Nell Nicholas Nick Nicola Nicole Nigel Noah Noel Nora Norman Olive Oliver Olivia Owen Pam Pamela " +
  "Patricia Patrick Paul Paula Pauline Penny Peter Phil Philip Phillip Phyllis Rachel Ralph Ray Raymond Rebecca Richard Rob Robert Roger Ron Ronald " +
  "Rosa Rose Ross Roy Russell Ruth Ryan Sally Sam Samantha Samuel Sandra Sara Sarah Scott Sean Sharon Sheila Sheilla Shirley Simon Sophia Sophie " +
  "Stella Stephanie Stephen Steve Steven Stuart Sue Susan Tara Terry Theo Theresa Thomas Tim Timothy Tina Todd Tom Tony Tracy Tyler Vera Veronica " +
  "Vicky Vincent Virginia Wendy Will William Zach Zoe " +
  // The rest of Europe in Latin letters.
  "Agnieszka Aleksandra Amélie Ana Anaïs André Antoine Anton Arno Arnaud Åse Åsa Ása Astrid Beatriz Benoît Bjarne Bjørn Björn Bogdan Carlos Chiara " +
  "Çağla Cécile Ciarán Claudia Cornelia Cosmin Dagmar Dídac Dragan Dries Dušan Eduardo Eero Einar Elena Eliška Élodie Elżbieta Emil Emilia Emir Enzo " +
  "Erna Ernst Esra Etel Fabio Federica Fernando Ferenc Filip Flavia Florin François Françoise Gabriele Gerda Gergő Giulia Goran Guðrún Gül Günther " +
  "Hanna Hélène Heiko Helga Hrvoje Iara Ieva Iida Ilaria Ilona Ilse Imke Ines Inês Ioan Ioana Iolanda Ion Iona Ivana Ivona Iwona Jakob Jan Jens Joana " +
  "João Johan Jorge José Jörg Jörn Judit Jürgen Jussi Kadri Kaja Katarzyna Katja Klára Krzysztof Lada Lars László Leena Leonie Leszek Lida Linnéa " +
  "Ljiljana Lorenzo Luca Lucia Luís Lukas Łukasz Maja Małgorzata Manuel Margit Marija Mário Marta Marlies Märta Matteo Mercè Mihai Milan Milena " +
  "Mirela Mirna Mónica Nuno Odile Ola Olaf Óscar Ottilie Øyvind Paolo Paweł Pedro Pilar Piotr Radka Rafael Raquel René Renée Rocío Rui Ruta Sándor " +
  "Şebnem Sergio Sigrid Siiri Silvia Siobhán Sofía Stanisław Stefan Ștefan Sven Svetlana Szymon Tamás Teresa Thérèse Tiina Tomás Tomáš Ülkü Ulla " +
  "Ursula Vasco Vilma Vít Vlad Wanda Wiebke Wojciech Xavier Yann Yves Zdeněk Željko Žofia Zoltán " +
  // Elsewhere in Latin letters.
  "Abebe Adaeze Aisha Akua Ali Alioune Amal Amani Aminata Amina Amir Anil Anita An Anh Ánh Arjun Asif Ayo Ayşe Babatunde Bình Chidi Chinonso Dalia " +
  "Deepak Dũng Dung Emeka Fatima Fatou Gita Hà Hải Hakim Hạnh Hassan Hồng Hùng Hung Hương Ibrahim Ikram Imran Indira Jamal Jamila Kamal Kamala Kavita " +
  "Khalid Kofi Kwame Lan Layla Leilani Linh Long Mai Malik Mariam Meena Mei Minh Mina Mohamed Mohammed Muhammad Nam Nasir Ngozi Ngọc Nguyệt Nia Oluwaseun " +
  "Omar Phương Priya Rahul Raj Rania Rashid Ravi Sana Sanjay Seydou Sita Sunil Tạo Thảo Thảo-My Thanh Tuấn Usha Wanjiru Wei Xin Yasmin Yusuf Zainab " +
  // Cyrillic and Greek.
  "Александр Алексей Анна Андрей Антон Борис Вадим Валентина Вера Виктор Владимир Галина Денис Дмитрий Ева Екатерина Елена Иван Игорь Ирина Катя " +
  "Кирилл Лариса Лев Леонид Любовь Людмила Маша Мария Михаил Надежда Наталья Никита Николай Оксана Олег Ольга Павел Пётр Раиса Роман Саша Светлана " +
  "Сергей София Тамара Татьяна Фёдор Юлия Яна Ярослав Олена Тарас Ганна Їжак Ђорђе Љиљана Њега Айжан Әлия Ақбота " +
  "Αθηνά Αλέξανδρος Ανδρέας Άννα Βασίλης Γιάννης Γιώργος Δήμητρα Ειρήνη Ελένη Ζωή Ηλίας Θεόδωρος Ιωάννα Κατερίνα Κώστας Λένα Μαρία Νίκος Νίνα " +
  "Ξένια Όλγα Παναγιώτης Ρένα Σοφία Σπύρος Τάσος Φωτεινή Χρήστος Χριστίνα " +
  // Other scripts, those that turn the line around among them.
  "Անահիտ Արամ Գայանե Զավեն Հայկ Մարիամ Նարեկ Ռուբեն Սոնա გიორგი ნინო თამარ დავით ანა ლევან " +
  "אבי אורי איתי דוד דנה חיים יוסי יעל לאה ליאו ליאן מאיה משה נועה עידו עידן רון רות שרה תמר " +
  "أحمد أمل إبراهيم جمال حسن حسين خالد رنا زينب سارة سعيد سلمى عائشة علي عمر فاطمة كريم ليلى محمد مريم منى نور هدى يوسف پریا ثریا سارا شیرین " +
  "अनिल अमित आशा कविता गीता दीपक प्रिया मीना मोहन रवि राम सीता সুমন রহিম মিতা அருண் ஐயா கமலா ஜயா மீனா രാജു മിന മീന അനു സുനിൽ రవి లత సీత ಕಮಲಾ ರವಿ " +
  "กมล แดง แตง ชิน ซิน นิด น้อย มานี สมชาย สุดา อรุณ " +
  "明 健 花子 太郎 翔 陽菜 さくら ひろし タロウ ハナ 伟 芳 娜 敏 静 丽 强 磊 军 洋 志明 怡君 " +
  "민준 서연 지훈 수진 하은 영수 은지 경희"
).split(" ");
