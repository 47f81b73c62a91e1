import { innermostOf, textMember } from '@kaleyra-reactions/model/member'

/** What to do where no connection could be used. */
export function connectionRemedy(error: unknown): string {
  const origin = innermostOf(error)
  const told = `${textMember(origin, 'code')} ${textMember(origin, 'message')}`
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/.test(told))
    return 'The server did not respond with TLS. Check the port of the base URL. If the server is on this machine, use http://.'
  if (/CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/.test(told))
    return 'The certificate of the server or of a proxy is not valid today. Check the clock of this machine.'
  if (/ALTNAME/.test(told)) return 'The certificate is for another host: check the base URL.'
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ISSUER/.test(told))
    return 'Node does not know the authority that signed the certificate. If it is a private one, name its certificate file in NODE_EXTRA_CA_CERTS.'
  if (/Proxy response|PROXY_TUNNEL/.test(told))
    return 'The proxy refused to connect. Check its address, user and password, and whether it allows this host.'
  if (/ENOTFOUND|EAI_AGAIN/.test(told))
    return 'The host was not found. Check the network, DNS, and the region or base URL.'
  return 'Check the network, the base URL, and any firewall or proxy.'
}
