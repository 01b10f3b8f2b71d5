import type { LocalDate } from '../../platform/database.ts'
import { slugOf, type ToneStyle } from './names.ts'
import { randomOf } from './random.ts'
import { templates } from './school-templates.ts'

/** A commune of the demo province. */
export interface CommunePlan {
  code: string
  name: string
  office: number
  land: 'town' | 'country' | 'mountain'
}

/** A school before it has anybody in it. */
export interface SchoolPlan {
  id: number
  institution_code: 'C2' | 'C12' | 'C3' | 'C23'
  name: string
  slug: string
  code: string
  ownership: 'public' | 'private'
  commune: CommunePlan
  grades: readonly number[]
  pupils: number
  /** How its pupils stand beside the province's, in deviations. */
  ability: number
  /** Shares of peoples by their codes. */
  peoples: readonly (readonly [string, number])[]
  tones: ToneStyle
  /** Classes are 6A1, 6A2 … (numbered) or 6A, 6B … (lettered). */
  classNames: 'numbered' | 'lettered'
  campus: number | null
  opened_on: LocalDate
  /** The school in which the known persons of the demo live. */
  known: boolean
}

/** Three communes with their twelve schools. */
export interface Cluster {
  communes: readonly CommunePlan[]
  schools: readonly SchoolPlan[]
}

/** The units above the schools. */
export const units = { ministry: 1, department: 2, district: 3, divisions: [4, 5, 6] } as const
const firstFreeUnit = 10

/** The size for which the twelve schools are described. */
const clusterPupils = 6000
const lands = ['town', 'country', 'mountain'] as const
const peoplesOf: Record<CommunePlan['land'], SchoolPlan['peoples']> = {
  town: [
    ['01', 84],
    ['06', 9],
    ['02', 4],
    ['03', 2],
    ['09', 1],
  ],
  country: [
    ['01', 58],
    ['06', 34],
    ['02', 5],
    ['09', 3],
  ],
  mountain: [
    ['06', 38],
    ['08', 24],
    ['09', 16],
    ['03', 12],
    ['01', 10],
  ],
}

/** The clusters of a province of so many pupils, one after the other; the last one is as large as what is left. */
export function* clusters(pupils: number): Generator<Cluster> {
  const seen = new Set<string>()
  const names = communeNames()
  for (let number = 0, left = pupils; left > 0; number++, left -= clusterPupils) {
    yield cluster(number, Math.min(1, left / clusterPupils), names, seen)
  }
}

function cluster(number: number, scale: number, nameOf: (index: number) => string, seen: Set<string>): Cluster {
  const base = firstFreeUnit + number * 20
  const communes = lands.map((land, index): CommunePlan => {
    const name = number === 0 ? ['Hoà An', 'Bình Sơn', 'Thượng Lâm'][index]! : nameOf((number - 1) * 3 + index)
    return {
      code: String(98_001 + number * 3 + index),
      name: `${land === 'town' ? 'Phường' : 'Xã'} ${name}`,
      office: base + index,
      land,
    }
  })
  const schools = templates.map((template, index): SchoolPlan => {
    const commune = communes[template.land]!
    const name = number === 0 ? template.name : renamed(template.name, commune.name)
    const plain = slugOf(name)
    const slug = seen.has(plain) ? `${plain}-${commune.code}-${index}` : plain
    seen.add(slug)
    return {
      id: base + 3 + index,
      institution_code: template.institution_code,
      name,
      slug,
      code: `00-${commune.code}-${String(index + 1).padStart(3, '0')}`,
      ownership: template.private ? 'private' : 'public',
      commune,
      grades: template.grades,
      pupils: Math.max(template.grades.length * 6, Math.round(template.pupils * scale)),
      ability: template.ability,
      peoples: peoplesOf[commune.land],
      tones: template.tones,
      classNames: template.classNames,
      campus: template.campus ? base + 15 : null,
      opened_on: `${template.opened}-08-15`,
      known: number === 0 && template.known === true,
    }
  })
  return { communes, schools }
}

/** A school of a later cluster keeps its kind and takes its commune's name where it bore one. */
const renamed = (name: string, commune: string): string =>
  /(Bình Sơn|Thượng Lâm|Suối Hoa|Phú Cường|Đồng Tâm)$/.test(name)
    ? name.replace(/\S+ \S+$/, commune.replace(/^\S+ /, ''))
    : name

/** Names that a commune could bear, in an order without alphabet; neighbours of one name are told apart by where they lie. */
function communeNames(): (index: number) => string {
  const first =
    'An Bắc Cẩm Châu Đại Đông Gia Hoà Hồng Hưng Kim Liên Long Mỹ Nam Nghĩa Ngọc Phú Phúc Quang Tam Tân Tây Thái Thanh Thạch Thiện Trung Tiên Tường Vân Việt Vĩnh Xuân Yên Đức'.split(
      ' ',
    )
  const second =
    'Bình Châu Đồng Giang Hà Hải Khê Lâm Lạc Lộc Lương Minh Phong Sơn Thành Thịnh Thuận Thuỷ Tiến Xá Trạch Hội'.split(
      ' ',
    )
  const names = randomOf('communes').shuffled(first.flatMap((one) => second.map((two) => `${one} ${two}`)))
  const sides = ['', ' Đông', ' Tây', ' Nam', ' Bắc']
  return (index) => names[index % names.length]! + sides[Math.floor(index / names.length)]!
}
