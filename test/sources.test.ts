import { existsSync, globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { defaultReadings } from '../modules/students/rules/policies.ts'

const ruleFiles = globSync('modules/**/rules/*.ts').filter((file) => !file.endsWith('.test.ts'))
const listed = readFileSync('docs/sources.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| \w+ \d+\/\d{4}\S* \| Điều \d/.test(line))
  .map((line) => {
    const [text = '', article = '', , confidence = '', code = ''] = line.split('|').slice(1, -1)
    return { text: text.trim(), article: article.trim(), confidence: confidence.trim(), files: code.trim().split(', ') }
  })

/** Doc comments with the stars and line breaks taken out, each with the line of code that follows it. */
const docComments = (source: string) =>
  [...source.matchAll(/\/\*\*([\s\S]*?)\*\/\n(.*)/g)].map(([, comment = '', code = '']) => ({
    comment: comment.replaceAll(/\s*\n\s*\*\s?/g, ' '),
    code,
  }))

/** "Circular 22/2021/TT-BGDĐT, Điều 9(1)(b) and Điều 11" cites two places of one text. */
const citationsIn = (prose: string) =>
  prose.split(/(?=(?:Circular|Decree|Decision|Law) \d+\/\d{4})/).flatMap((part) => {
    const text = /^(?:Circular|Decree|Decision|Law) \d+\/\d{4}\/[A-ZĐ0-9-]+/.exec(part)?.[0]
    return text ? (part.match(/Điều \d+(?:\([\da-zđ]+\))*/g) ?? []).map((article) => ({ text, article })) : []
  })

/** 'circular-22-2021/9.1.b' in an explanation cites Điều 9(1)(b). */
const referencesIn = (source: string) =>
  [...source.matchAll(/circular-(\d+)-(\d{4})\/(\d+)((?:\.[\da-zđ]+)*)/g)].map(
    ([, number, year, article, rest = '']) => ({
      text: `Circular ${number}/${year}/TT-BGDĐT`,
      article: `Điều ${article}${rest.replaceAll(/\.([\da-zđ]+)/g, '($1)')}`,
    }),
  )

const isWithin = (inner: string, outer: string) => inner === outer || inner.startsWith(`${outer}(`)

test('the rules and their sources are found at all', () => {
  expect(ruleFiles.length).toBeGreaterThan(10)
  expect(listed.length).toBeGreaterThan(10)
})

test.each(ruleFiles)('every article that %s cites is listed in docs/sources.md', (file) => {
  const source = readFileSync(file, 'utf8')
  const cited = [...docComments(source).flatMap(({ comment }) => citationsIn(comment)), ...referencesIn(source)]
  const unlisted = cited.filter(
    ({ text, article }) =>
      !listed.some((row) => row.text === text && (isWithin(article, row.article) || isWithin(row.article, article))),
  )
  expect(unlisted).toEqual([])
})

/** A rule that no law makes says in which service rules it is told. */
const isServiceRule = (comment: string) =>
  [...comment.matchAll(/docs\/service-rules\/[a-z-]+\.md/g)].some(([file]) => existsSync(file))

test.each(ruleFiles)('every exported function of %s cites its text and article, or its service rule', (file) => {
  const source = readFileSync(file, 'utf8')
  const declaration = /^export (?:function (\w+)|const (\w+) = (?:\(|<))/
  const functions = source.split('\n').filter((line) => declaration.test(line))
  const citing = docComments(source)
    .filter(
      ({ code, comment }) => declaration.test(code) && (citationsIn(comment).length > 0 || isServiceRule(comment)),
    )
    .map(({ code }) => code)
  expect(functions.filter((line) => !citing.includes(line))).toEqual([])
})

test('every listed article says how sure it is and where it is built', () => {
  const wrong = listed.filter(
    ({ confidence, files }) => !/^(?:V2?|K|\?)(?:,|$)/.test(confidence) || !files.every((file) => existsSync(file)),
  )
  expect(wrong).toEqual([])
})

test('every open reading is told in the service rules', () => {
  const told = readFileSync('docs/service-rules/assessment.md', 'utf8')
  expect(Object.keys(defaultReadings).filter((name) => !told.includes(`| \`${name}\` |`))).toEqual([])
})
