import type { ProblemDomain } from '#shared/domain/problem-domain'
import type { MenuPath } from '#shared/domain/queue'
import type { Priority, TicketKind } from '#shared/domain/ticket'

/** How far a past case went. */
export type CaseEnd = 'closed' | 'solved' | 'open' | 'reopened'

export type PastCase = {
  customer: string
  daysAgo: number
  agent: 'lin' | 'wang' | 'chen' | 'zhao'
  menu: MenuPath
  kind: TicketKind
  priority: Priority
  domain: ProblemDomain | null
  subject: string
  description: string
  note: string
  solution: string
  end: CaseEnd
}

type Problem = Pick<PastCase, 'domain' | 'priority' | 'subject' | 'description' | 'note' | 'solution'>

const problem = (
  domain: ProblemDomain,
  priority: Priority,
  subject: string,
  description: string,
  note: string,
  solution: string,
): Problem => ({ domain, priority, subject, description, note, solution })

/** What customers of an ERP call about, and what solved it. */
const problems: Problem[] = [
  problem(
    'financialAccounting',
    'A',
    '月末结账提示存在未记账凭证',
    '总账月末结账第 2 步报“存在未记账凭证”，但凭证列表查不到。',
    '按会计期间与制单人重新查询，发现 3 张凭证为其他账簿。',
    '切换到对应账簿将 3 张凭证审核记账后，重新执行结账通过。',
  ),
  problem(
    'financialAccounting',
    'B',
    '总账与应收对账不平',
    '总账“应收账款”与应收系统余额相差 12,600.00。',
    '对账明细显示 1 张手工凭证直接记入受控科目。',
    '冲销手工凭证，改由应收单生成凭证，再次对账平。',
  ),
  problem(
    'supplyChain',
    'B',
    '采购入库单保存提示批次号必填',
    '存货已取消批次管理，保存入库单仍提示批次号必填。',
    '物料档案组织级页签仍勾选批次管理。',
    '在库存组织页签取消批次管理并重新分配，重新登录后可保存。',
  ),
  problem(
    'humanResources',
    'A',
    '薪资计算后个税为零',
    '本月薪资计算完成，全员代扣税为 0，明天发薪。',
    '税率表启用期间晚于当前薪资期间。',
    '将税率表启用期间调整到本期，重新计算并核对 5 人明细。',
  ),
  problem(
    'reporting',
    'C',
    '利润表取数公式返回空',
    '利润表“管理费用”单元格取数为空，其余正常。',
    '科目编码级次调整后公式未更新。',
    '重新选择科目范围，区域重算后取数正确。',
  ),
  problem(
    'platform',
    'B',
    '用户登录提示会话数超过授权',
    '上午 9 点起部分用户无法登录，提示并发数超过授权。',
    '中间件异常重启后旧会话未释放。',
    '在线用户监控中清理失效会话；建议缩短会话超时。',
  ),
  problem(
    'database',
    'A',
    '凭证查询超时，数据库 CPU 持续 100%',
    '查询全年凭证超时，数据库服务器 CPU 持续满载。',
    '执行计划变为全表扫描，统计信息 4 个月未更新。',
    '备份后更新统计信息，查询由 90 秒降到 2 秒；建议设定期任务。',
  ),
  problem(
    'manufacturing',
    'B',
    '完工报告无法关联生产订单',
    '完工报告参照不到已投放的生产订单。',
    '生产订单状态为“计划”，未投放到当前工厂。',
    '投放生产订单后可参照；同时补充工厂与部门对应关系。',
  ),
  problem(
    'assets',
    'C',
    '固定资产卡片折旧额与上月不一致',
    '更换使用部门后，本月折旧额少 1 元。',
    '尾差来自剩余月份重新分摊。',
    '属四舍五入尾差，末期自动补齐，已向客户说明。',
  ),
  problem(
    'integration',
    'B',
    '银企直联支付指令状态未知',
    '支付指令提交后 2 小时仍为“状态未知”。',
    '银行前置机证书过期。',
    '更换前置机证书并下载状态，指令全部更新为成功。',
  ),
  problem(
    'installation',
    'C',
    '客户端首次打开空白页',
    '新装电脑打开登录页为空白，其他电脑正常。',
    '浏览器未加入受信任站点。',
    '加入受信任站点并清理缓存后正常。',
  ),
  problem(
    'treasury',
    'B',
    '资金计划占用数大于执行数',
    '资金计划执行查询中占用数大于实际付款数。',
    '作废的付款单未释放占用。',
    '重新执行计划占用重算，数据一致。',
  ),
]

const agents = ['lin', 'wang', 'zhao'] as const
const entitled = [
  'verified',
  'fiveDigits',
  'cloud',
  'sharedOne',
  'steel',
  'grid',
  'dairy',
  'ship',
  'press',
  'auto',
  'ceramics',
  'port',
  'fruit',
  'tea',
  'rail',
  'hotel',
  'withoutCode',
  'longName',
]

const technical = (customer: string, index: number, daysAgo: number, end: CaseEnd): PastCase => {
  const what = problems[index % problems.length]
  const agent = agents[index % agents.length]
  if (what === undefined || agent === undefined) throw new Error('the demo has no problems')
  return { ...what, customer, daysAgo, agent, menu: '2', kind: 'technical', end }
}

const other = (
  customer: string,
  daysAgo: number,
  menu: MenuPath,
  kind: TicketKind,
  subject: string,
  description: string,
  solution: string,
  end: CaseEnd,
): PastCase => ({
  customer,
  daysAgo,
  agent: 'chen',
  menu,
  kind,
  priority: 'C',
  domain: null,
  subject,
  description,
  note: '已向客户复述并确认诉求。',
  solution,
  end,
})

/** Some forty past cases; the customer of the main scenario has several of them, two still open. */
export const pastCases: PastCase[] = [
  technical('verified', 0, 92, 'closed'),
  technical('verified', 4, 61, 'closed'),
  technical('verified', 6, 33, 'reopened'),
  technical('verified', 1, 18, 'solved'),
  technical('verified', 9, 2, 'open'),
  ...entitled
    .slice(1)
    .flatMap((customer, index) => [
      technical(customer, index + 2, 120 - 5 * index, 'closed'),
      technical(customer, index + 7, 30 - index, index % 5 === 0 ? 'open' : index % 4 === 1 ? 'solved' : 'closed'),
    ]),
  other(
    'noContract',
    21,
    '1',
    'business',
    '咨询续签服务合同',
    '客户询问续签标准产品支持服务的流程与报价。',
    '已说明由当地授权服务机构报价，客户自行联系。',
    'closed',
  ),
  other(
    'contractEnded',
    14,
    '1',
    'business',
    '咨询增购报表模块',
    '客户希望在现有 NC 6.5 上增加合并报表模块。',
    '已转授权服务机构售前跟进。',
    'solved',
  ),
  other(
    'withoutCode',
    9,
    '3-2',
    'business',
    '咨询服务识别码如何获取',
    '客户不清楚识别码在哪里查看。',
    '已按政策说明：请联系内部管理员或所属服务商，热线不提供查询与修改。',
    'closed',
  ),
  other(
    'cloud',
    6,
    '4',
    'complaint',
    '投诉：上门服务改期两次未通知',
    '客户反映现场服务两次改期，均未提前通知。',
    '',
    'open',
  ),
].sort((a, b) => b.daysAgo - a.daysAgo)
