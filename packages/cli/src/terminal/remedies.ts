import { member, textMember } from '@kaleyra-reactions/model/member'

/** What to do where no connection could be used. */
export function connectionRemedy(error: unknown): string {
  const told = causesOf(error)
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/.test(told))
    return 'The server did not answer in TLS: the port may be one for plain HTTP. Check the port of the base URL, or give it as http:// where the server is on this machine.'
  if (/CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/.test(told))
    return 'The certificate of the server, or of a proxy on the way, is not valid today: check the clock of this machine.'
  if (/ALTNAME/.test(told)) return 'The certificate is for another host: check the base URL.'
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ISSUER/.test(told))
    return 'The certificate is signed by an authority that Node does not know: where a proxy or the server has a private one, give its certificate in NODE_EXTRA_CA_CERTS.'
  if (/[Pp]roxy/.test(told))
    return 'The proxy refused to connect: check its address, its user and password, and whether it lets this host through.'
  if (/ENOTFOUND|EAI_AGAIN/.test(told))
    return 'The host is not found: check the network, the name server and the region or base URL.'
  return 'Check the network, a firewall, a proxy and the base URL.'
}

/** The codes and messages of an error and of everything that caused it. */
function causesOf(error: unknown): string {
  if (error === undefined) return ''
  const own = [textMember(error, 'code'), textMember(error, 'message')]
  return [...own, causesOf(member(error, 'cause'))].filter(Boolean).join(' ')
}
