/** A word with how often it occurs. */
export type Weighted = readonly (readonly [string, number])[]

/** "An 3, Anh 8" as weighted words; without a number a word weighs 1. */
const words = (text: string): Weighted =>
  text.split(',').map((entry) => {
    const [, word, weight] = /^\s*(.*?)\s*(\d+)?$/.exec(entry)!
    return [word!, Number(weight ?? 1)] as const
  })

/** How names are built for one sex in one generation. */
export interface NameStyle {
  middle: Weighted
  given: Weighted
}

/** A people's family names, and its own middle and given names where they differ from the Kinh ones. */
export interface NameCustom {
  family: Weighted
  /** How many of its children bear names of the people's own kind. */
  ownShare: number
  male?: NameStyle
  female?: NameStyle
}

/** Names of those born since about 2000. */
export const young: { male: NameStyle; female: NameStyle } = {
  male: {
    middle: words(
      'Văn 11, Đức 8, Minh 10, Quang 7, Gia 8, Anh 4, Tuấn 4, Hoàng 6, Quốc 5, Đình 4, Hữu 4, Xuân 3, Thành 4, Tiến 4, Duy 5, Bảo 5, Nhật 3, Ngọc 3, Việt 3, Trung 3, Công 2, Mạnh 2, Khánh 2, Thế 2, Hải 2, Phúc, Đăng 3, Thiên 2',
    ),
    given: words(
      'Anh 6, Minh 6, Huy 5, Bảo 5, Khôi 3, Khang 4, Khoa 4, Đức 4, Dũng 3, Hùng 2, Nam 5, Long 4, Quân 4, Phong 3, Phúc 4, Đạt 4, Kiên 3, Lâm 3, Thắng 2, Tuấn 4, Tú 2, Sơn 3, Hải 2, Hiếu 4, Việt 3, Vũ 2, Thành 3, Trung 3, Cường 2, Hoàng 3, Kiệt 2, Thịnh 2, Nguyên 3, Quang 3, Tùng 2, Trường 2, Đăng 2, An 2, Bình, Hưng 3, Nghĩa 2, Tâm, Chiến, Giang, Hà, Hoà, Quý, Duy 2, Ân',
    ),
  },
  female: {
    middle: words(
      'Thị 16, Ngọc 9, Khánh 5, Minh 7, Thu 5, Phương 6, Thuỳ 4, Hà 3, Bảo 6, Mai 4, Quỳnh 4, Thanh 5, Hải 2, Gia 3, Thảo 3, Diệu 2, Ánh 2, Tuệ 2, An 2, Hoài 2, Kim 2, Thị Ngọc 4, Thị Thu 4, Thị Phương 3, Thị Thanh 2, Thị Minh 2, Thị Hồng 2, Thị Kim 2, Thị Khánh 2, Thị Trà',
    ),
    given: words(
      'Anh 8, Linh 7, Châu 3, Chi 4, Trang 5, Ngọc 5, Hà 4, Hương 3, Hằng 2, Huyền 4, Hoà, Lan 2, Ly 3, Mai 3, My 4, Nga 2, Ngân 4, Nhi 5, Nhung 2, Như 2, Oanh, Phương 4, Quỳnh 3, Tâm, Thảo 5, Thu 2, Thuỷ 2, Thư 4, Thương 2, Trà, Trâm 2, Tú, Uyên 2, Vân 3, Vy 4, Yến 3, Diệp 2, Dung, Giang 3, Hân 3, Hiền 3, Hoa 2, Khuê, Nhiên 2, Ánh 2, Thuý 2, Duyên 2, Đan',
    ),
  },
}

/** Names of parents and teachers, born between about 1965 and 1999. */
export const adult: { male: NameStyle; female: NameStyle } = {
  male: {
    middle: words(
      'Văn 34, Đức 7, Quang 6, Xuân 5, Ngọc 5, Đình 4, Hữu 4, Minh 5, Công 3, Mạnh 3, Thanh 4, Tiến 3, Quốc 4, Anh 3, Trọng 2, Thế 2, Bá 2, Duy 2, Hoàng 2',
    ),
    given: words(
      'Hùng 6, Dũng 5, Tuấn 6, Thành 5, Cường 5, Hải 5, Nam 4, Sơn 4, Long 3, Minh 4, Thắng 4, Tú 2, Hà 2, Bình 3, Hoà 2, Toàn 2, Quang 3, Trung 4, Kiên 2, Chung 2, Chiến 2, Hiếu 2, Phong 2, Tâm 2, Thọ, Lâm 2, Vinh 2, Khánh, Đông, Quý 2, Thuận 2, Việt 2, Tiến 2, Hưng 2, Đạt, Linh, Lợi, Phúc, Nghĩa, Huy 2, Đức 2',
    ),
  },
  female: {
    middle: words(
      'Thị 44, Thị Thu 7, Thị Thanh 6, Thị Kim 3, Thị Hồng 5, Thị Minh 3, Thị Ngọc 4, Thị Bích 3, Thị Mai 2, Thị Thuý 2, Thị Phương 3, Thu 2, Thuý, Hồng',
    ),
    given: words(
      'Lan 4, Hoa 4, Hương 6, Hằng 4, Nga 4, Thuỷ 5, Thu 3, Hà 5, Hiền 4, Loan 3, Mai 3, Phương 4, Hạnh 3, Yến 3, Vân 3, Oanh 2, Nhung 3, Huệ 3, Liên 3, Dung 3, Hoà 2, Tâm 2, Ngọc 2, Linh 2, Trang 3, Thảo 2, Xuân 2, Bình, Minh, Hồng 2, Tuyết 2, Thơm, Nguyệt 2, Quyên, Thanh 2, Thuý 2, Huyền 3, Cúc, Luyến, Duyên, Lý, Chinh, Đào',
    ),
  },
}

const kinhFamily = words(
  'Nguyễn 31, Trần 11, Lê 10, Phạm 7, Hoàng 5, Phan 4, Vũ 4, Đặng 2, Bùi 3, Đỗ 3, Hồ, Ngô 2, Dương 2, Lý, Đào 2, Đinh, Trịnh, Lương, Mai, Tạ, Cao, Chu, Hà, Lưu, Phùng, Tô, Vương, Đoàn, Quách, Thái',
)

/** Peoples of the demo province by their code, with their ways of naming. */
export const customs: Record<string, NameCustom> = {
  '01': { family: kinhFamily, ownShare: 0 },
  '02': { family: words('Nông 5, Hoàng 4, Lương 3, Ma 2, Triệu 2, Hà 2, Vi 2, Lý 2, Nguyễn 2, Đàm'), ownShare: 0 },
  '03': {
    family: words('Lò 8, Hà 3, Vì 3, Cầm 2, Quàng 3, Tòng 2, Lường 3, Ngần 2, Khà, Lộc, Vi 2'),
    ownShare: 0.35,
    male: { middle: words('Văn 9, Đức'), given: words('Pản, Ún, Thoan, Inh, Hặc, Biên, Xuân, Phong, Thương, Dương') },
    female: { middle: words('Thị 8, Thị Kim'), given: words('Ín, Lả, Ngoan, Phiêu, Thoa, Hặc, Inh, Pành, Xuân') },
  },
  '06': { family: words('Bùi 44, Đinh 14, Quách 11, Hà 8, Bạch 5, Nguyễn 6, Xa 3, Phùng 2, Hoàng 2'), ownShare: 0 },
  '08': {
    family: words('Giàng 5, Sùng 5, Vàng 4, Mùa 3, Thào 4, Lý 2, Hạng 2, Vừ 2, Tráng 2, Sồng 2, Khang'),
    ownShare: 0.9,
    male: {
      middle: words('A 9, Minh, Seo 2'),
      given: words('Páo 2, Dơ, Sà, Chứ 2, Tủa 2, Lử, Phổng, Giống, Thề, Vảng, Sính, Dế, Pó, Nủ, Tráng, Lềnh'),
    },
    female: {
      middle: words('Thị 9, Y'),
      given: words('Mỷ 3, Dợ 2, Pà, Sua 2, Chứ, Ca, Dí, Xua 2, Máy, Dia, Chu, Mảy, Sông, Nhia'),
    },
  },
  '09': {
    family: words('Triệu 5, Bàn 5, Đặng 4, Lý 3, Phùng 3, Chảo 2, Tẩn 2'),
    ownShare: 0.4,
    male: {
      middle: words('Tài 2, Văn 4, Kim, Phúc, Tiến'),
      given: words('Phẩy, Nảy, Chòi, Quân, Thắng, Sơn, Lụa, Vảng'),
    },
    female: { middle: words('Mùi 4, Thị 4, Mai'), given: words('Nhậy, Pham, Chạn, Mẩy 2, Sính, Hương, Say, Khé') },
  },
}

/** What parents do, in a town and in the country. */
export const occupations = {
  town: words(
    'Kinh doanh 6, Công nhân 6, Công chức 3, Viên chức 3, Giáo viên 2, Lái xe 2, Thợ xây 2, Kĩ sư, Y tá, Bộ đội, Nội trợ 2',
  ),
  country: words('Làm ruộng 14, Công nhân 5, Buôn bán 2, Thợ xây 3, Lái xe, Giáo viên, Cán bộ xã, Nội trợ'),
  mountain: words('Làm rẫy 14, Làm ruộng 6, Buôn bán, Cán bộ xã, Công nhân 2'),
}
