using System.Text.Json;
using Fengqiao.Notifications.Domain;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Notifications.Sending;

/// <summary>Opens what is sealed in this module.</summary>
internal sealed class AddressBook(FengqiaoDb db, SecretBox secrets)
{
    /// <summary>Where a colleague can be reached now; null where they left nothing.</summary>
    public async Task<(Contact Contact, Reach Reach)?> FindAsync(string account, CancellationToken ct) =>
        await db.Set<Contact>().FirstOrDefaultAsync(c => c.Account == account, ct) is { } contact && Open(contact) is { } reach ? (contact, reach) : null;

    public Reach? Open(Contact contact)
    {
        var opened = secrets.Open(contact.Id, new SealedText(contact.WrappedKey, contact.Sealed));
        return opened.IsSuccess && opened.Value.Length > 0 ? JsonSerializer.Deserialize<Reach>(opened.Value) : null;
    }

    public SealedText Seal(Guid id, Reach reach) => secrets.Seal(id, JsonSerializer.Serialize(reach));

    public WebhookSecrets? Open(Webhook hook)
    {
        var opened = secrets.Open(hook.Id, new SealedText(hook.WrappedKey, hook.Sealed));
        return opened.IsSuccess && opened.Value.Length > 0 ? JsonSerializer.Deserialize<WebhookSecrets>(opened.Value) : null;
    }

    public SealedText Seal(Guid id, WebhookSecrets own) => secrets.Seal(id, JsonSerializer.Serialize(own));

    /// <summary>The setup of a way, with its secret; null while it was never set up.</summary>
    public async Task<(ChannelSetup Setup, T Settings, string Secret)?> SetupAsync<T>(Channel channel, CancellationToken ct)
        where T : class
    {
        var setup = await db.Set<ChannelSetup>().FirstOrDefaultAsync(c => c.Channel == channel, ct);
        if (setup is null || JsonSerializer.Deserialize<T>(setup.Settings) is not { } settings)
        {
            return null;
        }

        var opened = secrets.Open(setup.Id, new SealedText(setup.WrappedKey, setup.Sealed));
        return opened.IsSuccess ? (setup, settings, opened.Value) : null;
    }

    /// <summary>a***@county.gov.cn.</summary>
    public static string MaskMail(string address)
    {
        var at = address.LastIndexOf('@');
        return at <= 0 ? "****" : $"{address[0]}***{address[at..]}";
    }
}
