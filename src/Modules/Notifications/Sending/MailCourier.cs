using System.Globalization;
using System.Net.Sockets;
using Fengqiao.Kernel;
using Fengqiao.Notifications.Domain;
using Fengqiao.Platform.Outbound;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Fengqiao.Notifications.Sending;

/// <summary>Who vouches for a mail server's certificate; the system's list of authorities where nothing else is said.</summary>
internal sealed record MailTrust(System.Net.Security.RemoteCertificateValidationCallback? Validate = null);

/// <summary>Sends mail by SMTP. The <c>Message-ID</c> is made of the first message's id, so that a repetition is known by it.</summary>
internal sealed class MailCourier(AddressBook book, MessageWords words, OutboundGuard guard, MailTrust trust) : ICourier
{
    private const int Patience = 15_000;

    public Channel Channel => Channel.Mail;

    public async Task<Attempt> CarryAsync(IReadOnlyList<Delivery> messages, CancellationToken ct)
    {
        if (await book.SetupAsync<MailSettings>(Channel.Mail, ct) is not var (setup, settings, secret) || !setup.IsOn)
        {
            return Attempt.SwitchedOff;
        }

        if (await book.FindAsync(messages[0].Recipient, ct) is not { Contact.WantsMail: true, Reach.Mail: { } to } known)
        {
            return Attempt.NoAddress;
        }

        var lines = await words.LinesAsync(messages, known.Contact.Language, ct);
        return await SendAsync(settings, secret, to, known.Contact.Language, lines, messages[0].BundleId ?? messages[0].Id, ct);
    }

    /// <param name="lines">What is said, one line for each message.</param>
    /// <param name="id">Of the mail; the same for a repetition.</param>
    public async Task<Attempt> SendAsync(MailSettings settings, string secret, string to, string language, IReadOnlyList<string> lines, Guid id, CancellationToken ct)
    {
        if (!MailAddress.TryRead(settings.From, out var sender) || !MailAddress.TryRead(to, out var recipient))
        {
            return new Attempt(AttemptEnd.Refused, "mail.address");
        }

        using var mail = Compose(settings, sender, recipient, language, lines, id);
        var masked = AddressBook.MaskMail(to);
        var connected = await guard.ConnectAsync(settings.Host, settings.Port, settings.Port is 25 or 465 or 587, ct);
        if (connected.Failed(out var error))
        {
            return new Attempt(AttemptEnd.Failed, error.Code, masked);
        }

        try
        {
            await HandOverAsync(connected.Value, settings, secret, mail, ct);
            return new Attempt(AttemptEnd.Sent, "mail.taken", masked);
        }
        catch (SmtpCommandException e)
        {
            // 5xx to the recipient is for good; to anything else it is the server's trouble, which may pass.
            var isFinal = e.ErrorCode == SmtpErrorCode.RecipientNotAccepted && (int)e.StatusCode >= 500;
            return new Attempt(isFinal ? AttemptEnd.Refused : AttemptEnd.Failed, string.Create(CultureInfo.InvariantCulture, $"smtp.{(int)e.StatusCode}"), masked);
        }
        catch (AuthenticationException)
        {
            return new Attempt(AttemptEnd.Failed, "mail.sign-in", masked);
        }
        catch (SslHandshakeException)
        {
            return new Attempt(AttemptEnd.Failed, OutboundErrors.TlsFailed.Code, masked);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return new Attempt(AttemptEnd.Failed, OutboundErrors.TooSlow.Code, masked);
        }
        catch (Exception e) when (e is IOException or SocketException or SmtpProtocolException or NotSupportedException)
        {
            return new Attempt(AttemptEnd.Failed, "mail.broken-off", masked);
        }
    }

    private async Task HandOverAsync(Socket socket, MailSettings settings, string secret, MimeMessage mail, CancellationToken ct)
    {
        using var client = new SmtpClient { Timeout = Patience, CheckCertificateRevocation = false, LocalDomain = "fengqiao.invalid" };
        if (trust.Validate is { } validate)
        {
            client.ServerCertificateValidationCallback = validate;
        }

        var security = settings.Security switch
        {
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.StartTls => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.None,
        };
        await client.ConnectAsync(socket, settings.Host, settings.Port, security, ct);
        if (settings.User.Length > 0)
        {
            await client.AuthenticateAsync(settings.User, secret, ct);
        }

        await client.SendAsync(mail, ct);
        await client.DisconnectAsync(quit: true, ct);
    }

    private static MimeMessage Compose(MailSettings settings, MailboxAddress sender, MailboxAddress recipient, string language, IReadOnlyList<string> lines, Guid id)
    {
        sender.Name = settings.FromName;
        var mail = new MimeMessage
        {
            Subject = lines.Count == 1 ? lines[0] : string.Format(CultureInfo.InvariantCulture, MessageWords.Text("mail.subject.many", language), lines.Count),
            MessageId = $"{id:N}@{sender.Domain}",
            Body = new TextPart("plain") { Text = string.Join("\r\n\r\n", [.. lines, MessageWords.Text("mail.foot", language)]) },
        };
        mail.From.Add(sender);
        mail.To.Add(recipient);
        // Whoever is away answers people, not this.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }
}

/// <summary>An address for mail, in the plain form that can carry nothing else.</summary>
internal static class MailAddress
{
    public const int Longest = 254;

    /// <summary>One address without a display name, comment, quotes or line ends.</summary>
    public static bool TryRead(string? text, out MailboxAddress address)
    {
        address = new MailboxAddress("", "");
        if (text is not { Length: >= 3 and <= Longest } || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>' or '"' or ',' or ';' or '(' or ')' or '\\' || c > 126))
        {
            return false;
        }

        var at = text.LastIndexOf('@');
        if (at <= 0 || text.IndexOf('@', StringComparison.Ordinal) != at || !TargetUrl.IsName(text[(at + 1)..]) || !MailboxAddress.TryParse(text, out var parsed))
        {
            return false;
        }

        address = parsed;
        return true;
    }
}
