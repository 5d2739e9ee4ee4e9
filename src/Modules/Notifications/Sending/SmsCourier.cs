using System.Globalization;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Notifications;
using Fengqiao.Notifications.Domain;
using Fengqiao.Platform.Outbound;
using Fengqiao.Platform.PersonalData;

namespace Fengqiao.Notifications.Sending;

/// <summary>Sends text messages by the county's own gateway, whatever it looks like: an HTTP request made of a template.</summary>
internal sealed class SmsCourier(AddressBook book, MessageWords words, OutboundGuard guard, ICaseNews cases) : ICourier
{
    private const string Purpose = "sms";

    public Channel Channel => Channel.Sms;

    public async Task<Attempt> CarryAsync(IReadOnlyList<Delivery> messages, CancellationToken ct)
    {
        if (await book.SetupAsync<SmsSettings>(Channel.Sms, ct) is not var (setup, settings, secret) || !setup.IsOn)
        {
            return Attempt.SwitchedOff;
        }

        if (messages[0] is { Step: Steps.Verify, Party: Parties.Reporter } && await words.CallBackLinkAsync(messages[0], ct) is null)
        {
            return Attempt.Settled;
        }

        var (phone, language) = await WhereAsync(messages[0], ct);
        if (phone is null)
        {
            return Attempt.NoAddress;
        }

        var lines = await words.LinesAsync(messages, language, ct);
        // A text message is paid by its length: several matters are counted, not listed.
        var text = lines.Count == 1 ? lines[0] : string.Format(CultureInfo.InvariantCulture, MessageWords.Text("sms.many", language), lines.Count, messages[^1].Number);
        return await SendAsync(settings, secret, phone, text, messages[0].BundleId ?? messages[0].Id, ct);
    }

    public async Task<Attempt> SendAsync(SmsSettings settings, string secret, string phone, string text, Guid id, CancellationToken ct)
    {
        var masked = Mask.Phone(phone);
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["phone"] = phone, ["text"] = text, ["secret"] = secret, ["id"] = id.ToString("N") };
        if (SmsTemplate.Build(settings, values, guard.Policy).Failed(out var refused))
        {
            return new Attempt(AttemptEnd.Failed, refused.Code, masked);
        }

        using var request = SmsTemplate.Build(settings, values, guard.Policy).Value;
        var answer = await guard.SendAsync(request, ct);
        if (answer.Failed(out var error))
        {
            return new Attempt(AttemptEnd.Failed, error.Code, masked);
        }

        if (!answer.Value.IsGood)
        {
            return new Attempt(AttemptEnd.Failed, string.Create(CultureInfo.InvariantCulture, $"http.{answer.Value.Status}"), masked);
        }

        return SmsTemplate.IsTaken(settings, answer.Value.Body.Span) ? new Attempt(AttemptEnd.Sent, "sms.taken", masked) : new Attempt(AttemptEnd.Failed, "sms.answer", masked);
    }

    private async Task<(string? Phone, string Language)> WhereAsync(Delivery message, CancellationToken ct)
    {
        if (message.Party == Parties.Reporter)
        {
            return (await cases.ReporterPhoneAsync(message.CaseId, Purpose, ct), MessageWords.Chinese);
        }

        return await book.FindAsync(message.Recipient, ct) is { Contact.WantsSms: true } known ? (known.Reach.Phone, known.Contact.Language) : (null, MessageWords.Chinese);
    }
}
