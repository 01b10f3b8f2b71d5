/**
 * Passwords of ten letters and more that stand at the top of published lists of breached ones, and their Vietnamese
 * counterparts, in lower case. Shorter ones need no list: they are refused for their length.
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `0123456789 0987654321 1029384756 1111111111 1112223334 1122334455 1123581321 11223344556 1212121212 123123123123
12312312312 1231231231 1231231234 1234512345 12345678900 1234567890 12345678910 123456789a 123456789q 123456789z
123456789abc 12345qwert 1234abcd1234 1234qwerasdf 123654789a 123qweasdzxc 123qwe123qwe 1357924680 147258369a
1472583690 159753159753 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc 1qazxsw23edc 2222222222 5555555555 6666666666 7777777777
8888888888 9876543210 9999999999 a123456789 a1234567890 aa123456789 aaaaaaaaaa abc123456789 abc1234567 abc123abc123
abcd123456 abcd1234567 abcdefghij abcdefghijk adgjmptw123 administrator administrator1 alexander1 alibaba123
anhnhoem123 anhyeuem123 anhyeuem1234 anhyeuem12345 anhyeuem123456 anhyeuemnhieu asdfasdfasdf asdfghjkl1 asdfghjkl123
asdfghjklqwe asdf1234567 baoboi12345 basketball bismillah1 bongda12345 butterfly1 californian changeme123 chelsea123
chocolate1 codetieude1 congchua123 cristiano7 cristianoronaldo daihocquocgia denhathoi1 digitalocean doimatkhau
doimatkhau123 doraemon123 dragonball emyeuanh123 emyeuanh1234 everything1 football12 football123 giadinh123
giaovien123 giaovien1234 giaovien12345 hanhphuc123 hieutruong1 hieutruong123 hoangtu123 hoctot12345 hocsinh123
hocsinh1234 hocsinh12345 iloveyou12 iloveyou123 iloveyou1234 iloveyouforever invincible khongbiet1 khongbiet123
khongcomatkhau khongnoidau letmein123 letmein1234 liverpool1 lovelylove manchester manchester1 manchesterunited
master1234 matkhau123 matkhau1234 matkhau12345 matkhau123456 matkhaucuatoi matkhaumoi matkhaumoi1 microsoft1
minecraft1 motconvit1 nguyenvana nguyenvana1 nhatruong1 nhatruong123 p@ssw0rd12 p@ssw0rd123 p@ssword123 pa55word123
passw0rd12 passw0rd123 password01 password10 password11 password12 password123 password1234 password12345
password123456 passwordpassword phuhuynh12 phuhuynh123 phuhuynh1234 princess12 princess123 q1w2e3r4t5 q1w2e3r4t5y6
qazwsx1234 qazwsxedc1 qazwsxedc123 qazwsxedcrfv quantri123 quantri1234 quantri12345 qweasdzxc1 qweasdzxc123
qwerty1234 qwerty12345 qwerty123456 qwertyqwerty qwertyuio1 qwertyuiop qwertyuiop1 qwertyuiop123 saigon1234
sinhvien123 starwars12 sunshine12 sunshine123 superman12 superman123 taikhoan123 thayco12345 thaygiao123 thanhcong1
thanhcong123 thptquocgia thuongem123 tinhyeu123 tinhyeu1234 toiyeuvietnam trustno1234 truonghoc1 truonghoc123
truonghoc1234 vietnam123 vietnam1234 vietnam12345 vietnam123456 vietnamvodich welcome123 welcome1234 whatever12
xinchao123 xinchao1234 yeuemnhieu yeumeonhieu yeunhatem1 zaq12wsxcde3 zxcvbnm123 zxcvbnm1234 zxcvbnmasd`.split(/\s+/),
)
