import { Configuration, ReactionsApi } from '../../generated/index.mjs'
import type { Create } from './peer.ts'

export const create: Create = (basePath, fetchApi) => {
  const api = new ReactionsApi(new Configuration({ basePath, fetchApi, apiKey: 'K' }))
  return () =>
    api.sendReaction({
      sid: 'S',
      phoneNumber: '919000000001',
      sendReactionRequest: {
        messagingObject: {
          messagingProduct: 'whatsapp',
          to: '+919000000002',
          type: 'reaction',
          reaction: { messageId: 'wamid.X', emoji: '👍' },
        },
      },
    })
}
