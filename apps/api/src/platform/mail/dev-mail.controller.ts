import { randomBytes } from 'node:crypto';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isLoopback } from '../config/read-settings';
import { notFound, Refusal } from '../errors/refusal';
import { Open } from '../http/who-asks';
import { escapeHtml } from './compose-mail';
import type { LocalInbox, ReceivedMail } from './local-inbox';
import { MailSender } from './send-mail';

/**
 * The mails of this process's own inbox, for whoever sits at this machine. Whoever asks from elsewhere, or by a name
 * that is not this machine's, finds nothing here; and neither does anyone where mail is really sent.
 */
@ApiExcludeController()
@Open()
@Controller('dev/mail')
export class DevMailController {
  constructor(private readonly sender: MailSender) {}

  @Get()
  list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): FastifyReply {
    const { mails } = this.inboxFor(request);
    const rows = mails.map(
      (mail) =>
        `<li><a href="/dev/mail/${mail.id}">${escapeHtml(mail.subject || '(no subject)')}</a><br><small>${escapeHtml(mail.to.join(', '))} · <time datetime="${mail.at.toISOString()}">${mail.at.toISOString()}</time></small></li>`,
    );
    return send(
      reply,
      'Mail',
      rows.length > 0
        ? `<p>Newest first. They are kept until Torv stops.</p><ol reversed>${rows.join('')}</ol>`
        : '<p>No mail yet. What Torv sends on this machine arrives here.</p>',
    );
  }

  @Get(':id')
  one(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): FastifyReply {
    const mail = this.find(id, request);
    return send(
      reply,
      mail.subject,
      `<p><a href="/dev/mail">All mails</a>${mail.html === null ? '' : ` · <a href="/dev/mail/${mail.id}/html">As HTML</a>`}</p>
       <dl><dt>To</dt><dd>${escapeHtml(mail.to.join(', '))}</dd><dt>From</dt><dd>${escapeHtml(mail.from)}</dd></dl>
       <pre>${withLinks(mail.text)}</pre>`,
    );
  }

  @Get(':id/html')
  html(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): FastifyReply {
    const mail = this.find(id, request);
    if (mail.html === null) throw new Refusal(notFound);
    // A document of its own origin, without scripts: it can look as it likes and do nothing but be left by its links.
    void reply.removeHeader('origin-agent-cluster');
    return reply
      .header(
        'content-security-policy',
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      )
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(mail.html);
  }

  private find(id: string, request: FastifyRequest): ReceivedMail {
    const mail = this.inboxFor(request).find(id);
    if (!mail) throw new Refusal(notFound);
    return mail;
  }

  private inboxFor(request: FastifyRequest): LocalInbox {
    const { inbox, way } = this.sender;
    const from = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '';
    const host = URL.canParse(`http://${request.headers.host}`)
      ? new URL(`http://${request.headers.host}`).hostname
      : '';
    if (inbox === null || way !== 'local' || !isLoopback(from) || !isLoopback(host)) throw new Refusal(notFound);
    return inbox;
  }
}

/** Text with its web addresses as links; everything else is shown as it is. */
function withLinks(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"']+)/)
    .map((part, at) => (at % 2 === 1 ? `<a href="${escapeHtml(part)}">${escapeHtml(part)}</a>` : escapeHtml(part)))
    .join('');
}

const style = `:root{color-scheme:light dark;font:16px/24px system-ui,sans-serif}body{max-width:44rem;margin:0 auto;padding:1.5rem 1rem}
h1{font-size:23px;line-height:30px}li{padding:8px 0}a{color:light-dark(#0b5f63,#7fd1d4);overflow-wrap:anywhere}
a:focus-visible{outline:3px solid;outline-offset:2px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px}dd{margin:0}pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}`;

function send(reply: FastifyReply, title: string, content: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  return reply
    .header(
      'content-security-policy',
      `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    )
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
        `<title>${escapeHtml(title)} · Torv mail</title><style nonce="${nonce}">${style}</style></head>` +
        `<body><main><h1>${escapeHtml(title)}</h1>${content}</main></body></html>`,
    );
}
