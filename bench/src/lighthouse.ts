import lighthouse, { type Flags } from 'lighthouse'
import { launchBrowser } from '../../packages/test-support/src/browser.ts'
import { closedAddress } from '../../packages/test-support/src/servers.ts'

/** What Lighthouse rates. */
export const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const

/** Lighthouse's ratings of a page, of 100, in the order of the categories. */
export interface Scores {
  page: string
  values: number[]
}

/** Rates pages of a site as Lighthouse does for a phone: simulated slow 4G, 4 times CPU. */
export async function lighthouseScores(site: string, paths: readonly string[]): Promise<Scores[]> {
  const { port } = new URL(await closedAddress())
  const browser = await launchBrowser([`--remote-debugging-port=${port}`])
  if (browser === undefined) return []
  const scores: Scores[] = []
  try {
    for (const path of paths) {
      const settings: Flags = { port: Number(port), logLevel: 'error', onlyCategories: [...categories] }
      const result = await lighthouse(`${site}/${path}`, settings)
      const values = categories.map((name) =>
        Math.round((result?.lhr.categories[name]?.score ?? Number.NaN) * 100),
      )
      scores.push({ page: path, values })
    }
  } finally {
    await browser.close()
  }
  return scores
}
