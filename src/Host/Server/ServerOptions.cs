using System.Globalization;
using System.Net;
using Fengqiao.Contracts.Organization;
using Fengqiao.Host.Settings;
using Fengqiao.Kernel;
using Fengqiao.Platform.Cryptography;
using Fengqiao.Platform.Outbound;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Host.Server;

/// <summary>Everything that decides how a server runs, read and checked before anything is opened.</summary>
internal sealed record ServerOptions(DataFolder Folder, DatabaseOptions Database)
{
    /// <summary>0 takes any free port.</summary>
    public int Port { get; init; } = ServerSettings.DefaultPort;

    /// <summary>Besides 127.0.0.1.</summary>
    public IReadOnlyList<IPAddress> Listen { get; init; } = [];

    public IReadOnlyList<IPAddress> TrustedProxies { get; init; } = [];

    public TimeZoneInfo Zone { get; init; } = CountyClock.China;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Uri? PublicUrl { get; init; }

    /// <summary>What an address shown at the command line begins with: where the settings name none, the machine's own.</summary>
    public string SiteAddress => PublicUrl?.ToString().TrimEnd('/') ?? $"http://127.0.0.1:{Port.ToString(System.Globalization.CultureInfo.InvariantCulture)}";

    public int AuditChain { get; init; }

    /// <summary>Where anchors of the audit are written; null for the data folder.</summary>
    public string? AnchorFile { get; init; }

    /// <summary>Where they are sent besides, by syslog; null for nowhere.</summary>
    public DnsEndPoint? AnchorSyslog { get; init; }

    /// <summary>What is sealed from now on is sealed with these algorithms; what was sealed with others stays readable.</summary>
    public CryptoSuite Cryptography { get; init; } = CryptoSuite.International;

    /// <summary>Where the program's own files lie: pages, styles, scripts.</summary>
    public string ProgramFolder { get; init; } = AppContext.BaseDirectory;

    public LimitSettings Limits { get; init; } = new();

    public SignInPolicy SignIn { get; init; } = SignInPolicy.Of(PasswordProfile.Mlps);

    /// <summary>What the server may reach beside the public Internet.</summary>
    public OutboundPolicy Outbound { get; init; } = new([]);

    /// <summary>The county's own sign-on; null where it has none.</summary>
    public SignOnProvider? SignOn { get; init; }

    /// <summary>Reads the settings file of the data folder; what the command line says goes first.</summary>
    public static Result<ServerOptions> From(string dataFolder, string? database, int? port = null, IReadOnlyList<IPAddress>? listen = null)
    {
        var folder = new DataFolder(dataFolder);
        if (DatabaseOptions.From(database, folder.Path) is var store && store.Failed(out var badStore))
        {
            return badStore;
        }

        return SettingsFile.Read(folder.SettingsFile).Then(settings => ProviderSecret.FromEnvironment.Complete(settings.SignIn?.Provider).Map(provider => new ServerOptions(folder, store.Value)
        {
            Port = port ?? settings.Port ?? ServerSettings.DefaultPort,
            Listen = listen is { Count: > 0 } ? listen : [.. (settings.Listen ?? []).Select(IPAddress.Parse)],
            TrustedProxies = [.. (settings.TrustedProxies ?? []).Select(IPAddress.Parse)],
            Zone = settings.CountyZone is { } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : CountyClock.China,
            PublicUrl = settings.PublicUrl is { } url ? new Uri(url) : null,
            AuditChain = settings.AuditChain ?? 0,
            AnchorFile = settings.AnchorFile,
            AnchorSyslog = settings.AnchorSyslog is { } syslog ? new DnsEndPoint(syslog.Split(':')[0], int.Parse(syslog.Split(':')[1], CultureInfo.InvariantCulture)) : null,
            Cryptography = settings.Cryptography is { } suite ? CryptoSuite.Find(suite)! : CryptoSuite.International,
            Limits = settings.Limits ?? new LimitSettings(),
            SignIn = (settings.SignIn ?? new SignInSettings()).ToPolicy(),
            Outbound = (settings.Outbound ?? new OutboundSettings()).ToPolicy(),
            SignOn = provider,
        }));
    }
}
