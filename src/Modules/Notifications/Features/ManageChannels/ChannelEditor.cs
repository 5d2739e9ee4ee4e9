using System.Globalization;
using System.Text.Json;
using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Notifications.Domain;
using Fengqiao.Notifications.Sending;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Outbound;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Notifications.Features.ManageChannels;

/// <summary>What both forms ask for.</summary>
/// <param name="Secret">Null keeps the one that is stored.</param>
/// <param name="QuietFrom">HH:mm; both times null for no quiet hours.</param>
/// <param name="Seen">The version that was shown; 0 where nothing was stored yet.</param>
internal sealed record ChannelInput(bool IsOn, string? QuietFrom, string? QuietTo, string? Secret, int Seen);

/// <summary>Sets up mail and text messages, and tries them on an address the administrator gives.</summary>
internal sealed class ChannelEditor(
    FengqiaoDb db, Writer writer, CommitLane lane, CurrentActor current, SecretBox secrets, AddressBook book, OutboundGuard guard, MailCourier mail, SmsCourier sms, CountyClock clock)
{
    /// <summary>Name of a field that both ways have: as it is for mail, <c>smsSecret</c> for text messages.</summary>
    public static string FieldOf(Channel channel, string name) => channel == Channel.Mail ? name : $"sms{char.ToUpperInvariant(name[0])}{name[1..]}";

    public Task<Result<Done>> SaveMailAsync(ChannelInput input, MailSettings settings, CancellationToken ct) => SaveAsync(Channel.Mail, input, checks =>
    {
        if (!TargetUrl.IsName(settings.Host) && !System.Net.IPAddress.TryParse(settings.Host, out _))
        {
            checks.Refuse("host", NotificationErrors.HostMalformed);
        }

        if (settings.Port is < 1 or > 65535)
        {
            checks.Refuse("port", NotificationErrors.PortRange);
        }

        if (!MailAddress.TryRead(settings.From, out _))
        {
            checks.Refuse("from", NotificationErrors.MailMalformed);
        }

        checks.Text("fromName", settings.FromName, 60);
        checks.Text("user", settings.User, 200);
        return JsonSerializer.Serialize(settings);
    }, ct);

    public Task<Result<Done>> SaveSmsAsync(ChannelInput input, SmsSettings settings, CancellationToken ct) => SaveAsync(Channel.Sms, input, checks =>
    {
        checks.Text("headers", settings.Headers, 2000);
        checks.Text("body", settings.Body, 4000);
        checks.Text("pointer", settings.Pointer, 200);
        checks.Text("expected", settings.Expected, 200);
        if (SmsTemplate.Fault(settings, guard.Policy) is { } fault)
        {
            checks.Refuse(fault.Field ?? "url", fault);
        }

        return JsonSerializer.Serialize(settings);
    }, ct);

    /// <summary>Sends one mail or text message now, with what is stored, whether the way is switched on or not.</summary>
    public async Task<Result<Attempt>> TryAsync(Channel channel, string? to, CancellationToken ct)
    {
        if (!current.Actor.Can(Rights.OrganizationManage))
        {
            return NotificationErrors.NotAllowed;
        }

        var text = MessageWords.Text("message.trial", CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? "en" : MessageWords.Chinese);
        Attempt attempt;
        if (channel == Channel.Mail)
        {
            if (to is null || !MailAddress.TryRead(to, out _))
            {
                return NotificationErrors.MailMalformed.For("to");
            }

            if (await book.SetupAsync<MailSettings>(channel, ct) is not var (_, settings, secret))
            {
                return NotificationErrors.NotFound;
            }

            attempt = await mail.SendAsync(settings, secret, to, MessageWords.Chinese, [text], clock.NewId(), ct);
        }
        else
        {
            if (LookupValue.Phone(to) is not { } phone)
            {
                return NotificationErrors.PhoneMalformed.For(FieldOf(channel, "to"));
            }

            if (await book.SetupAsync<SmsSettings>(channel, ct) is not var (_, settings, secret))
            {
                return NotificationErrors.NotFound;
            }

            attempt = await sms.SendAsync(settings, secret, phone, text, clock.NewId(), ct);
        }

        await lane.WriteAsync(new Commit().Audit("notification-channel.tried", "notification-channel", channel.ToString(), new { attempt.Outcome }), new CommitOrigin(current.Actor.Account, current.Source), ct);
        return attempt;
    }

    private Task<Result<Done>> SaveAsync(Channel channel, ChannelInput input, Func<InputChecks, string> read, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (!current.Actor.Can(Rights.OrganizationManage))
        {
            return NotificationErrors.NotAllowed;
        }

        var checks = new InputChecks();
        var settings = read(checks);
        var (from, to) = (Minutes(checks, FieldOf(channel, "quietFrom"), input.QuietFrom), Minutes(checks, FieldOf(channel, "quietTo"), input.QuietTo));
        checks.Text(FieldOf(channel, "secret"), input.Secret, 500);
        if (checks.Error is { } error)
        {
            return error;
        }

        var id = ChannelSetup.IdOf(channel);
        var old = await db.Set<ChannelSetup>().FirstOrDefaultAsync(c => c.Id == id, ct);
        var kept = old is null ? SealedText.None : new SealedText(old.WrappedKey, old.Sealed);
        var secret = input.Secret is { } given ? secrets.Seal(id, given) : kept;
        var wanted = new ChannelSetup
        {
            Id = id, Channel = channel, IsOn = input.IsOn, QuietFrom = from, QuietTo = to, Settings = settings, WrappedKey = secret.WrappedKey, Sealed = secret.Cipher, Version = input.Seen + 1,
        };
        var commit = input.Seen == 0 ? new Commit().Insert(wanted) : new Commit().Update(wanted, input.Seen);
        return await writer.SaveAsync(
            commit.Audit("notification-channel.changed", "notification-channel", channel.ToString(), new { input.IsOn, quietFrom = from, quietTo = to, secretChanged = input.Secret is not null }), ct);
    }, ct);

    private static int Minutes(InputChecks checks, string field, string? text)
    {
        if (text is null)
        {
            return 0;
        }

        if (TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return (time.Hour * 60) + time.Minute;
        }

        checks.Refuse(field, NotificationErrors.TimeMalformed);
        return 0;
    }
}
