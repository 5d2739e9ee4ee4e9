using Fengqiao.Platform.Persistence;

namespace Fengqiao.Notifications.Domain;

/// <summary>A box of the routing table that the county has set; where there is none, the shipped one holds.</summary>
internal sealed record Route : IVersioned
{
    /// <summary><see cref="RouteKey.Id"/>.</summary>
    public required string Id { get; init; }

    object IVersioned.Key => Id;

    public required bool IsOn { get; init; }

    public int Version { get; init; } = 1;
}

/// <summary>What a message says in place of the words it is shipped with.</summary>
internal sealed record MessageText : IVersioned
{
    public const int Longest = 200;

    /// <summary>Audience (<c>staff</c>, <c>citizen</c>) and step, joined by a full stop.</summary>
    public required string Id { get; init; }

    object IVersioned.Key => Id;

    public required string TextZh { get; init; }

    public required string TextEn { get; init; }

    public int Version { get; init; } = 1;
}

/// <summary>How a way out is set up; one row each for mail and text messages. The secret is sealed.</summary>
internal sealed record ChannelSetup : IVersioned
{
    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    public required Channel Channel { get; init; }

    /// <summary>Nothing leaves the house while it is off; what waits then waits on, until it is too old.</summary>
    public required bool IsOn { get; init; }

    /// <summary>Minutes after the county's midnight; equal to <see cref="QuietTo"/> for no quiet hours.</summary>
    public required int QuietFrom { get; init; }

    public required int QuietTo { get; init; }

    /// <summary><see cref="MailSettings"/> or <see cref="SmsSettings"/> as JSON.</summary>
    public required string Settings { get; init; }

    public required byte[] WrappedKey { get; init; }

    /// <summary>The password or secret; empty for none.</summary>
    public required byte[] Sealed { get; init; }

    public int Version { get; init; } = 1;

    public QuietHours Quiet => new(QuietFrom, QuietTo);

    public static Guid IdOf(Channel channel) => channel == Channel.Mail
        ? new Guid("0197a000-0000-7000-8000-00000000006d")
        : new Guid("0197a000-0000-7000-8000-000000000073");
}

internal enum MailSecurity
{
    /// <summary>Plain text to a server that takes no other; only inside one machine room.</summary>
    None,
    StartTls,
    Tls,
}

/// <param name="From">Address the mail comes from.</param>
/// <param name="User">Name to sign in with; empty for none.</param>
internal sealed record MailSettings(string Host, int Port, MailSecurity Security, string From, string FromName, string User);

internal enum SmsBody
{
    None,
    Json,
    Form,
}

/// <summary>A gateway for text messages as one HTTP request. <c>{phone}</c>, <c>{text}</c>, <c>{id}</c> and <c>{secret}</c> are filled in.</summary>
/// <param name="Method"><c>GET</c> or <c>POST</c>.</param>
/// <param name="Headers">One a line, name and value with a colon between.</param>
/// <param name="Pointer">JSON pointer into the answer that must lead to <paramref name="Expected"/>; empty where the status says enough.</param>
internal sealed record SmsSettings(string Method, string Url, string Headers, SmsBody BodyKind, string Body, string Pointer, string Expected);

/// <summary>Where a colleague can be reached outside of the app; kept by themselves.</summary>
internal sealed record Contact : IVersioned
{
    public required Guid Id { get; init; }

    object IVersioned.Key => Id;

    /// <summary>Name of the account.</summary>
    public required string Account { get; init; }

    public required bool WantsMail { get; init; }

    public required bool WantsSms { get; init; }

    /// <summary><c>zh-Hans</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    public required byte[] WrappedKey { get; init; }

    /// <summary><see cref="Reach"/> as JSON.</summary>
    public required byte[] Sealed { get; init; }

    public int Version { get; init; } = 1;
}

internal sealed record Reach(string? Mail, string? Phone)
{
    /// <summary>Never the address.</summary>
    public override string ToString() => nameof(Reach);
}

/// <summary>The reporter of the case asked for text messages.</summary>
internal sealed class NewsWish
{
    public required Guid CaseId { get; init; }

    public required DateTime AtUtc { get; init; }
}
