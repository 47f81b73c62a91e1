const kaleyra = require('@kaleyra-reactions/client')
const { parseCallback } = require('@kaleyra-reactions/client/webhooks')
const { exercise } = require('./exercise.cjs')

parseCallback({})
exercise(kaleyra, { baseUrl: process.env.KALEYRA_BASE_URL }).then(console.log)
