// Shows page.mjs of the project in the current folder in Chromium, and prints the title that the page gives itself.
import { launchBrowser } from '../../packages/test-support/src/browser.ts'
import { bundle } from './bundle.ts'

const page = `<script type="module">${await bundle('page.mjs', ['browser', 'import'])}</script>`
const address = 'http://localhost/'
const browser = await launchBrowser()
if (browser === undefined) process.exit(1)
try {
  const tab = await browser.newPage()
  // The mock is of another origin, which a page may not call: what the page asks its own server is passed on.
  await tab.route(`${address}**`, async (route) => {
    const request = route.request()
    if (request.url() === address) return route.fulfill({ contentType: 'text/html', body: page })
    const url = request.url().replace(address, `${process.env['KALEYRA_BASE_URL']}/`)
    return route.fulfill({ response: await route.fetch({ url }) })
  })
  await tab.goto(address)
  await tab.waitForFunction('document.title', undefined, { timeout: 20_000 })
  console.log(await tab.title())
} finally {
  await browser.close()
}
