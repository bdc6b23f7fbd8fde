import { v5 } from 'uuid'
import { organisationSchema, type Organisation } from '#shared/domain/organisation'

const demoNamespace = '0d3a7c52-6f0f-4f6e-9a36-3b2f1f7f9d01'

/** The id of a demo document: the same name gives the same id on every machine. */
export const demoId = (...name: (string | number)[]): string => v5(name.join('/'), demoNamespace)

const rows = [
  ['vendor', '演示软件股份有限公司（原厂热线）', 'vendor', '全国', '4006600588', '北京市演示区热线路 1 号'],
  ['north', '演示·华北授权服务机构', 'authorised', '北京', '01055550101', '北京市演示区学院路 18 号'],
  ['east', '演示·华东授权服务机构', 'authorised', '上海', '02155550102', '上海市演示区江湾路 66 号'],
  ['south', '演示·华南授权服务机构', 'authorised', '广东', '02055550103', '广州市演示区珠江路 9 号'],
  ['west', '演示·西南授权服务机构', 'authorised', '四川', '02855550104', '成都市演示区锦江路 27 号'],
] as const

export type OrganisationKey = (typeof rows)[number][0]

export const organisationId = (key: OrganisationKey): Organisation['id'] =>
  organisationSchema.shape.id.parse(demoId('organisation', key))

export const demoOrganisations: Organisation[] = rows.map(([key, name, kind, region, phone, address]) => ({
  id: organisationId(key),
  name,
  kind,
  region,
  phone,
  address,
}))
