using System.Text.Json;
using System.Text.Json.Serialization;
using Fengqiao.Contracts.Organization;
using Fengqiao.Platform.Outbound;

namespace Fengqiao.Host.Settings;

/// <summary>What <c>fengqiao.json</c> in the data folder may say. Everything has a default; the command line goes first.</summary>
internal sealed record ServerSettings
{
    public const int DefaultPort = 5080;

    /// <summary>1 to 65535.</summary>
    public int? Port { get; init; }

    /// <summary>Addresses to listen on besides 127.0.0.1, e.g. <c>0.0.0.0</c>.</summary>
    public IReadOnlyList<string>? Listen { get; init; }

    /// <summary>IANA name of the county's time zone.</summary>
    public string? CountyZone { get; init; }

    /// <summary>How the public reaches the server, e.g. <c>https://fengqiao.example.gov.cn</c>.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Number of this node's audit chain, 0 to 63; every node of an installation needs its own.</summary>
    public int? AuditChain { get; init; }

    /// <summary>File that anchors of the audit are appended to, best on a volume the server may only append to; in the data folder by default.</summary>
    public string? AnchorFile { get; init; }

    /// <summary>Where anchors are sent besides, by syslog over UDP: <c>log.example:514</c>.</summary>
    public string? AnchorSyslog { get; init; }

    /// <summary><c>international</c> (default) or <c>sm-not-certified</c>: SM2, SM3, SM4 in software that is not certified.</summary>
    public string? Cryptography { get; init; }

    /// <summary>Addresses of the proxies before the server, whose word on the client's address and on https counts.</summary>
    public IReadOnlyList<string>? TrustedProxies { get; init; }

    public LimitSettings? Limits { get; init; }

    public SignInSettings? SignIn { get; init; }

    public OutboundSettings? Outbound { get; init; }
}

/// <summary>What the server may reach by itself: webhooks, the gateway for text messages, the mail server.</summary>
internal sealed record OutboundSettings
{
    /// <summary>Hosts, addresses and networks beside the public Internet, e.g. <c>10.2.0.0/16</c>, <c>mail.county.internal:25</c>.</summary>
    public IReadOnlyList<string>? Allow { get; init; }

    /// <summary>Reach nothing but those.</summary>
    public bool? OnlyAllowed { get; init; }

    public OutboundPolicy ToPolicy() => new([.. (Allow ?? []).Select(a => AllowedTarget.Parse(a)!)], OnlyAllowed ?? false);
}

/// <summary>How people sign in. Whatever is left out is as the profile has it.</summary>
internal sealed record SignInSettings
{
    private const string Mlps = "mlps";
    private const string Asvs = "asvs";

    public static readonly IReadOnlyList<string> Profiles = [Mlps, Asvs];

    public static readonly IReadOnlyList<string> SecondFactorRules = [.. Enum.GetNames<SecondFactorRule>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    /// <summary><c>mlps</c> (等保, the default) or <c>asvs</c>.</summary>
    public string? Profile { get; init; }

    /// <summary>A session not used for so long is over, 5 to 720.</summary>
    public int? IdleMinutes { get; init; }

    /// <summary>A session ends after that however much it is used, 1 to 24.</summary>
    public int? LongestHours { get; init; }

    /// <summary>Signing in ends the account's other sessions.</summary>
    public bool? SingleDevice { get; init; }

    /// <summary>A password has to be changed after so many days, 0 (never) to 730.</summary>
    public int? RotationDays { get; init; }

    /// <summary><c>optional</c> (the default), <c>administrators</c> or <c>everyone</c>.</summary>
    public string? SecondFactor { get; init; }

    /// <summary>The county's own sign-on; none where it is left out.</summary>
    public ProviderSettings? Provider { get; init; }

    public SignInPolicy ToPolicy()
    {
        var profile = SignInPolicy.Of(Profile == Asvs ? PasswordProfile.Asvs : PasswordProfile.Mlps);
        return profile with
        {
            Idle = IdleMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : profile.Idle,
            Longest = LongestHours is { } hours ? TimeSpan.FromHours(hours) : profile.Longest,
            SingleDevice = SingleDevice ?? profile.SingleDevice,
            SecondFactor = SecondFactor is { } rule ? Enum.Parse<SecondFactorRule>(rule, ignoreCase: true) : profile.SecondFactor,
            Rotation = RotationDays switch { null => profile.Rotation, 0 => null, { } days => TimeSpan.FromDays(days) },
        };
    }
}

/// <summary>How much one request may carry.</summary>
internal sealed record LimitSettings
{
    public const int DefaultUploadMegabytes = 30;
    public const int DefaultRequestKilobytes = 1024;
    public const int DefaultPublicPerMinute = 60;
    public const int DefaultUnmaskingsPerDay = 50;
    public const int DefaultAccountPerMinute = 1200;
    public const int DefaultExportsPerMinute = 20;
    public const int DefaultUploadsPerMinute = 120;

    /// <summary>A request with files, 1 to 500.</summary>
    public int? UploadMegabytes { get; init; }

    /// <summary>Any other request, 16 to 16384.</summary>
    public int? RequestKilobytes { get; init; }

    /// <summary>Requests one address may make in a minute where nobody need be signed in, 1 to 100000.</summary>
    public int? PublicPerMinute { get; init; }

    /// <summary>Requests one account may make in a minute, pages and tokens together, 1 to 10000000; 1200 by default. Pictures and scripts of pages do not count.</summary>
    public int? AccountPerMinute { get; init; }

    /// <summary>Files with many records that one account may ask for in a minute, 1 to 10000000; 20 by default.</summary>
    public int? ExportsPerMinute { get; init; }

    /// <summary>Requests with files that one account may send in a minute, 1 to 10000000; 120 by default.</summary>
    public int? UploadsPerMinute { get; init; }

    /// <summary>People one account may unmask on a day, 1 to 10000; 50 by default.</summary>
    public int? UnmaskingsPerDay { get; init; }

    [JsonIgnore]
    public int UnmaskedPerDay => UnmaskingsPerDay ?? DefaultUnmaskingsPerDay;

    [JsonIgnore]
    public int AccountRequestsPerMinute => AccountPerMinute ?? DefaultAccountPerMinute;

    [JsonIgnore]
    public int AccountExportsPerMinute => ExportsPerMinute ?? DefaultExportsPerMinute;

    [JsonIgnore]
    public int AccountUploadsPerMinute => UploadsPerMinute ?? DefaultUploadsPerMinute;

    [JsonIgnore]
    public int PublicRequestsPerMinute => PublicPerMinute ?? DefaultPublicPerMinute;

    [JsonIgnore]
    public long UploadBytes => (UploadMegabytes ?? DefaultUploadMegabytes) * 1024L * 1024L;

    [JsonIgnore]
    public long RequestBytes => (RequestKilobytes ?? DefaultRequestKilobytes) * 1024L;
}
