using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Cryptography;
using Fengqiao.Platform.Outbound;

namespace Fengqiao.Host.Settings;

/// <summary>Reads the settings file. A setting that is misspelt or misplaced is an error, never silently left out.</summary>
internal static class SettingsFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>The settings; defaults where there is no file.</summary>
    public static Result<ServerSettings> Read(string file)
    {
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new ServerSettings();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Error("host.settings-unreadable", ErrorKind.Invalid, null, file);
        }

        return Parse(text, file).Then(settings => Check(settings, file));
    }

    private static Result<ServerSettings> Parse(string text, string file)
    {
        try
        {
            return JsonSerializer.Deserialize<ServerSettings>(text, Json) ?? new ServerSettings();
        }
        catch (JsonException e)
        {
            return Explain(e, text, file);
        }
    }

    private static Error Explain(JsonException e, string text, string file)
    {
        var line = (e.LineNumber ?? 0) + 1;
        try
        {
            using var whole = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException broken)
        {
            return new Error("host.settings-broken", ErrorKind.Invalid, null, file, (broken.LineNumber ?? 0) + 1);
        }

        var setting = e.Path?.TrimStart('$', '.') is { Length: > 0 } path ? path : "{ }";
        var known = Known(setting);
        return new Error(known ? "host.setting-wrong-type" : "host.setting-unknown", ErrorKind.Invalid, setting, file, line, setting);
    }

    private static bool Known(string path)
    {
        var names = typeof(ServerSettings).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))
            .Concat(typeof(LimitSettings).GetProperties().Select(p => "limits." + JsonNamingPolicy.CamelCase.ConvertName(p.Name)))
            .Concat(typeof(SignInSettings).GetProperties().Select(p => "signIn." + JsonNamingPolicy.CamelCase.ConvertName(p.Name)))
            .Concat(typeof(OutboundSettings).GetProperties().Select(p => "outbound." + JsonNamingPolicy.CamelCase.ConvertName(p.Name)))
            .Concat(typeof(ProviderSettings).GetProperties().Select(p => "signIn.provider." + JsonNamingPolicy.CamelCase.ConvertName(p.Name)));
        return path == "{ }" || names.Contains(path.Split('[')[0], StringComparer.Ordinal);
    }

    private static Result<ServerSettings> Check(ServerSettings settings, string file)
    {
        var wrong = new List<Error>();
        Require(settings.Port is null or (>= 1 and <= 65535), "port");
        Require(settings.Listen is null || settings.Listen.All(a => IPAddress.TryParse(a, out _)), "listen");
        Require(settings.TrustedProxies is null || settings.TrustedProxies.All(a => IPAddress.TryParse(a, out _)), "trustedProxies");
        Require(settings.CountyZone is null || TimeZoneInfo.TryFindSystemTimeZoneById(settings.CountyZone, out _), "countyZone");
        Require(settings.PublicUrl is null || IsWebAddress(settings.PublicUrl), "publicUrl");
        Require(settings.AuditChain is null or (>= 0 and <= 63), "auditChain");
        Require(settings.AnchorFile is null || Path.IsPathFullyQualified(settings.AnchorFile), "anchorFile");
        Require(settings.AnchorSyslog is null || (settings.AnchorSyslog.Split(':') is [{ Length: > 0 }, var port] && ushort.TryParse(port, out _)), "anchorSyslog");
        Require(settings.Cryptography is null || CryptoSuite.Find(settings.Cryptography) is not null, "cryptography");
        Require(settings.Limits?.UploadMegabytes is null or (>= 1 and <= 500), "limits.uploadMegabytes");
        Require(settings.Limits?.RequestKilobytes is null or (>= 16 and <= 16384), "limits.requestKilobytes");
        Require(settings.Limits?.PublicPerMinute is null or (>= 1 and <= 100_000), "limits.publicPerMinute");
        Require(settings.Limits?.AccountPerMinute is null or (>= 1 and <= 10_000_000), "limits.accountPerMinute");
        Require(settings.Limits?.ExportsPerMinute is null or (>= 1 and <= 10_000_000), "limits.exportsPerMinute");
        Require(settings.Limits?.UploadsPerMinute is null or (>= 1 and <= 10_000_000), "limits.uploadsPerMinute");
        Require(settings.Limits?.UnmaskingsPerDay is null or (>= 1 and <= 10_000), "limits.unmaskingsPerDay");
        Require(settings.Outbound?.Allow is null || settings.Outbound.Allow.All(a => AllowedTarget.Parse(a) is not null), "outbound.allow");
        Require(settings.SignIn?.Profile is null || SignInSettings.Profiles.Contains(settings.SignIn.Profile), "signIn.profile");
        Require(settings.SignIn?.IdleMinutes is null or (>= 5 and <= 720), "signIn.idleMinutes");
        Require(settings.SignIn?.LongestHours is null or (>= 1 and <= 24), "signIn.longestHours");
        Require(settings.SignIn?.RotationDays is null or (>= 0 and <= 730), "signIn.rotationDays");
        Require(settings.SignIn?.SecondFactor is null || SignInSettings.SecondFactorRules.Contains(settings.SignIn.SecondFactor), "signIn.secondFactor");
        foreach (var fault in settings.SignIn?.Provider?.Faults() ?? [])
        {
            Require(false, fault);
        }

        return Error.Join(wrong) is { } error ? error : settings;

        void Require(bool holds, string setting)
        {
            if (!holds)
            {
                wrong.Add(new Error("host.setting-out-of-range", ErrorKind.Invalid, setting, file, setting));
            }
        }
    }

    private static bool IsWebAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);
}
