using System.Globalization;
using System.Resources;
using System.Text;
using System.Text.RegularExpressions;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Notifications.Domain;
using Fengqiao.Platform.Persistence;
using Fengqiao.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Fengqiao.Notifications.Sending;

/// <summary>
/// Writes messages: the county's words or those they are shipped with, in the recipient's language. What a text may name is a number, a unit and a
/// link; a title, a name or an address of anybody cannot come into it.
/// </summary>
internal sealed partial class MessageWords(FengqiaoDb db, IUnitDirectory units, ICallBackLinks links, IOptions<FengqiaoWebOptions> web)
{
    public const string Staff = "staff";
    public const string Citizen = "citizen";
    public const string Chinese = "zh-Hans";

    private static readonly ResourceManager Shipped = new(typeof(NotificationTexts));

    /// <summary>What a text may name.</summary>
    public static IReadOnlyList<string> Placeholders { get; } = ["number", "unit", "link"];

    /// <summary>Which messages there are: audience and step.</summary>
    public static IReadOnlyList<(string Audience, string Step)> All { get; } =
        [.. Steps.Table.SelectMany(t => t.Parties.Select(p => p == Contracts.Notifications.Parties.Reporter ? Citizen : Staff).Distinct().Select(a => (a, t.Step)))
            .OrderByDescending(m => m.Item1, StringComparer.Ordinal)];

    public static string IdOf(string audience, string step) => $"{audience}.{step}";

    /// <summary>The words a message is shipped with, in a language that need not be the reader's.</summary>
    public static string ShippedIn(string audience, string step, string language) => Text($"message.{audience}.{step}", language);

    public static string Text(string key, string language) => Shipped.GetString(key, CultureInfo.GetCultureInfo(language)) ?? key;

    /// <summary>What is wrong with a text; null when nothing is.</summary>
    public static Error? Fault(string text)
    {
        var unknown = Placeholder().Matches(text).FirstOrDefault(m => !Placeholders.Contains(m.Groups["name"].Value, StringComparer.Ordinal));
        return Placeholder().Replace(text, "").AsSpan().ContainsAny('{', '}') ? NotificationErrors.BraceAlone
            : unknown is null ? null
            : NotificationErrors.PlaceholderUnknown(unknown.Value);
    }

    /// <summary>One line for each message.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync(IReadOnlyList<Delivery> messages, string language, CancellationToken ct)
    {
        var ids = messages.Select(AudienceId).Distinct().ToList();
        var own = await db.Set<MessageText>().Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, StringComparer.Ordinal, ct);
        var lines = new List<string>(messages.Count);
        foreach (var message in messages)
        {
            var text = own.TryGetValue(AudienceId(message), out var words) ? language == Chinese ? words.TextZh : words.TextEn : Text("message." + AudienceId(message), language);
            lines.Add(Fill(text, message, await OwnLinkAsync(message, ct)));
        }

        return lines;
    }

    /// <summary>The text as it reads for a case.</summary>
    /// <param name="link">Instead of the address of the case.</param>
    public string Fill(string text, Delivery message, string? link = null) => OneLine(Placeholder().Replace(text, found => found.Groups["name"].Value switch
    {
        "number" => message.Number,
        "unit" => message.UnitId is { } id && units.Find(id) is { } unit ? unit.Name : "—",
        _ => link ?? LinkOf(message),
    }));

    /// <summary>The address by which the reporter answers a call-back; null while the site has none, or where nothing is to be answered any more.</summary>
    public async Task<string?> CallBackLinkAsync(Delivery message, CancellationToken ct) =>
        Site is { } site && await links.PathAsync(message.CaseId, ct) is { } path ? site + path : null;

    private async Task<string?> OwnLinkAsync(Delivery message, CancellationToken ct) =>
        message is { Step: Steps.Verify, Party: Contracts.Notifications.Parties.Reporter } ? await CallBackLinkAsync(message, ct) : null;

    /// <summary>Empty while the settings do not say under which address the site is known.</summary>
    public string LinkOf(Delivery message) => message.Party == Contracts.Notifications.Parties.Reporter
        ? Site is { } site ? $"{site}/track?number={message.Number}" : ""
        : Site is { } own ? $"{own}/cases/{message.Number}" : "";

    private string? Site => web.Value.PublicUrl?.ToString().TrimEnd('/');

    private static string AudienceId(Delivery message) => IdOf(message.Party == Contracts.Notifications.Parties.Reporter ? Citizen : Staff, message.Step);

    /// <summary>Nothing that could begin a new header or a new message.</summary>
    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            line.Append(char.IsControl(c) ? ' ' : c);
        }

        return line.ToString().Trim();
    }

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
