import { join } from 'node:path'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import type { ProblemDomain } from '#shared/domain/problem-domain'
import { createRandom } from '../testing/random'
import type { WrittenArticle } from '../tools/article-lines'
import { openKnowledgeServer } from '../tools/knowledge-server'
import type { TestServer } from '../e2e/fixtures/server'
import { startFilledServer, type Workshop } from './workshop'

const perRequest = 500
const domains: readonly ProblemDomain[] = ['financialAccounting']
const products = ['NC', 'U8', 'U9', 'T+']
const codes = ['ORA-00001', 'NC-20311', 'ORA-01555', 'U8-4402', 'HTTP-502']
const parts = [
  '客户在月末结账时提示凭证号重复',
  '先检查总账参数中的凭证编号方式',
  '如果是多人同时制单',
  '需要重新整理凭证号',
  '在数据库中查询锁表会话',
  '由管理员在系统监控里结束该会话',
  '重启中间件后问题依旧',
  '升级到最新补丁后恢复正常',
  '固定资产模块本期已计提折旧',
  '应先取消计提再修改卡片',
  '采购入库单审批流停在第二级',
  '检查审批人的角色与组织权限',
  '把单据退回制单人重新提交',
  '报表取数公式中会计期间写成了固定值',
  '改为相对期间后重算',
  '薪酬方案的公式引用了已停用的项目',
  '停用项目从公式里删除即可',
  '接口日志显示连接超时',
  '调整网关超时时间为六十秒',
  '期初余额与明细账不平',
]

/** @returns the article of that number, the same in every run */
export const writeArticle = (index: number): WrittenArticle => {
  // Seeded, so that every filled server has the same texts.
  const { pick: of, below } = createRandom(index + 1)
  const sentence = (): string => `${of(parts)}，${of(parts)}，编号 ${String(below(10_000))}。`
  // 300 to 1,100 characters, as long as answers in a knowledge base of a hotline are.
  const paragraphs = Array.from(
    { length: 3 + below(6) },
    (_, at) => `## 步骤 ${String(at + 1)}\n\n${Array.from({ length: 3 }, sentence).join('')} 错误码 ${of(codes)}`,
  )
  return {
    sourceId: `bench-${String(index)}`,
    title: `${of(parts)}（${String(index)}）`,
    body: paragraphs.join('\n\n'),
    product: of(products),
    versions: '6.5',
    problemDomain: of(domains),
    errorCodes: [of(codes)],
  }
}

/** Loads `count` articles the way `npm run import:articles` does. */
export const fillArticles = async (address: string, count: number): Promise<void> => {
  const server = await openKnowledgeServer(address, 'qian', 'demo-2026')
  for (let done = 0; done < count; done += perRequest) {
    const answer = await server.importArticles(
      Array.from({ length: Math.min(perRequest, count - done) }, (_, offset) => writeArticle(done + offset)),
    )
    if (answer.refused.length > 0) throw new Error(`an article was refused: ${answer.refused[0]?.failure.code ?? ''}`)
  }
}

export const articles = 5000

/**
 * The filled server with articles added, in a folder of its own, so that the other benches' server stays the same.
 */
export const startFilledLibrary = async (workshop: Workshop): Promise<TestServer> => {
  const folder = join(workshop.folder, 'library')
  const done = join(folder, 'has-articles')
  mkdirSync(folder, { recursive: true })
  const server = await startFilledServer({ ...workshop, folder })
  if (existsSync(done)) return server
  workshop.print(`Adding ${String(articles)} articles`)
  await fillArticles(server.address, articles)
  writeFileSync(done, '')
  return server
}
