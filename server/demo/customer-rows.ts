import type { Product } from '#shared/domain/customer'
import { demoNumbers } from '#shared/demo/scenarios'
import type { OrganisationKey } from './organisations'

/** What is particular about a demo customer; by default: registered, genuine, under contract. */
export type Trait = 'noContract' | 'contractEnded' | 'unregistered' | 'counterfeit' | 'twoSites'

export type CustomerRow = {
  key: string
  name: string
  region: string
  industry: string
  organisation: OrganisationKey
  product: Product
  version: string
  modules: string
  contact: string
  phone: string
  traits: Trait[]
}

const row = (
  key: string,
  name: string,
  region: string,
  industry: string,
  organisation: OrganisationKey,
  product: Product,
  version: string,
  modules: string,
  contact: string,
  phone: string,
  ...traits: Trait[]
): CustomerRow => ({ key, name, region, industry, organisation, product, version, modules, contact, phone, traits })

const finance = '总账,应收管理,应付管理,固定资产,报表'
const supply = '总账,采购管理,销售管理,库存管理,存货核算'
const people = '人员信息,薪酬管理,考勤休假,员工自助'
const making = '生产计划,生产制造,质量管理,库存管理,成本管理'

/** Sixty characters: the longest name a screen of the demo must carry. */
const longName =
  '演示·中国西南边疆高原特色农业综合开发与冷链物流产业投资集团（有限合伙）股份有限责任公司驻昆明呈贡新区第二结算中心'
    .padEnd(60, '部')
    .slice(0, 60)

export const customerRows: CustomerRow[] = [
  row(
    'verified',
    '演示·启明机械制造有限公司',
    '北京',
    '装备制造',
    'north',
    'NC',
    '6.5',
    finance,
    '刘会计',
    demoNumbers.verified,
    'twoSites',
  ),
  row(
    'fiveDigits',
    '演示·海河港务集团',
    '天津',
    '港口物流',
    'north',
    'NC',
    '5.7',
    supply,
    '何主管',
    demoNumbers.fiveDigits,
  ),
  row(
    'cloud',
    '演示·申江商业连锁股份有限公司',
    '上海',
    '零售',
    'east',
    'NC Cloud',
    '2021.11',
    supply,
    '沈经理',
    demoNumbers.cloud,
    'twoSites',
  ),
  row(
    'expired',
    '演示·钱塘纺织有限公司',
    '浙江',
    '纺织',
    'east',
    'NC Cloud',
    '2020.05',
    people,
    '徐专员',
    demoNumbers.expired,
  ),
  row(
    'noContract',
    '演示·珠江电子科技有限公司',
    '广东',
    '电子',
    'south',
    'NC',
    '6.3',
    finance,
    '黄出纳',
    demoNumbers.noContract,
    'noContract',
  ),
  row(
    'contractEnded',
    '演示·闽南食品有限公司',
    '福建',
    '食品',
    'south',
    'NC',
    '6.5',
    supply,
    '林主任',
    demoNumbers.contractEnded,
    'contractEnded',
  ),
  row(
    'unregistered',
    '演示·天府新材料有限公司',
    '四川',
    '化工',
    'west',
    'NC',
    '6.5',
    making,
    '蒋工',
    demoNumbers.unregistered,
    'unregistered',
  ),
  row(
    'counterfeit',
    '演示·滇池贸易商行',
    '云南',
    '贸易',
    'west',
    'NC',
    '6.1',
    finance,
    '杨老板',
    demoNumbers.counterfeit,
    'counterfeit',
  ),
  row(
    'sharedOne',
    '演示·黄浦地产集团',
    '上海',
    '地产',
    'east',
    'NC Cloud',
    '2021.11',
    finance,
    '周代账',
    demoNumbers.shared,
  ),
  row(
    'sharedTwo',
    '演示·浦江物业服务有限公司',
    '上海',
    '物业',
    'east',
    'NC',
    '6.5',
    finance,
    '周代账',
    demoNumbers.shared,
  ),
  row(
    'withoutCode',
    '演示·燕赵医药有限公司',
    '河北',
    '医药',
    'north',
    'NC',
    '6.5',
    supply,
    '秦经理',
    demoNumbers.withoutCode,
  ),
  row('longName', longName, '云南', '农业', 'west', 'NC Cloud', '2021.11', finance, '段会计', '13800138010'),
  row('steel', '演示·渤海钢铁股份有限公司', '河北', '冶金', 'north', 'NC', '6.5', making, '石工', '13800138011'),
  row('grid', '演示·长城电力设计院', '北京', '能源', 'north', 'NC Cloud', '2020.05', people, '程老师', '13800138012'),
  row('dairy', '演示·草原乳业有限公司', '内蒙古', '食品', 'north', 'NC', '6.5', making, '巴特尔', '13800138013'),
  row('ship', '演示·崇明船舶修造有限公司', '上海', '装备制造', 'east', 'NC', '6.3', making, '陆工', '13800138014'),
  row(
    'press',
    '演示·金陵出版传媒集团',
    '江苏',
    '传媒',
    'east',
    'NC Cloud',
    '2021.11',
    finance,
    '吴主任',
    '13800138015',
  ),
  row('auto', '演示·江淮汽车零部件有限公司', '安徽', '汽车', 'east', 'NC', '6.5', making, '胡工', '13800138016'),
  row('ceramics', '演示·佛山陶瓷有限公司', '广东', '建材', 'south', 'NC', '6.5', supply, '梁小姐', '13800138017'),
  row(
    'port',
    '演示·湛江港口服务有限公司',
    '广东',
    '港口物流',
    'south',
    'NC Cloud',
    '2021.11',
    finance,
    '陈会计',
    '13800138018',
    'twoSites',
  ),
  row('fruit', '演示·海南热带果业有限公司', '海南', '农业', 'south', 'NC', '5.7', supply, '符经理', '13800138019'),
  row('tea', '演示·蒙顶茶业有限公司', '四川', '农业', 'west', 'NC', '6.5', supply, '罗会计', '13800138020'),
  row(
    'rail',
    '演示·山城轨道建设集团',
    '重庆',
    '建筑',
    'west',
    'NC Cloud',
    '2021.11',
    finance,
    '冉主管',
    '13800138021',
    'twoSites',
  ),
  row(
    'hotel',
    '演示·雪域酒店管理有限公司',
    '西藏',
    '酒店',
    'west',
    'NC Cloud',
    '2020.05',
    people,
    '次仁',
    '13800138022',
  ),
]
