using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Fengqiao.Host.Demo.Live;
using Fengqiao.Host.Texts;

namespace Fengqiao.Host.Cli;

/// <summary>The options of the demo that lives.</summary>
internal sealed record LiveOptions(Option<bool> Live, Option<int> Speed, Option<string?> For)
{
    private const int UsualSpeed = 60;

    public static LiveOptions Create()
    {
        var live = new Option<bool>("--live") { Description = HostText.Get("Cli.Demo.Live") };
        var speed = new Option<int>("--speed") { Description = HostText.Get("Cli.Demo.Speed"), HelpName = "N", DefaultValueFactory = _ => UsualSpeed }
            .Between(1, 20_000, HostText.Get("Cli.Demo.SpeedRange"));
        var length = new Option<string?>("--for") { Description = HostText.Get("Cli.Demo.For"), HelpName = "TIME" };
        length.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => Length(t.Value) is null))
            {
                result.AddError(HostText.Get("Cli.Demo.ForWrong"));
            }
        });
        speed.Validators.Add(result => RequireLive(result, live));
        length.Validators.Add(result => RequireLive(result, live));
        return new LiveOptions(live, speed, length);
    }

    /// <summary>Null where the county is to stand still.</summary>
    public LivePlan? Read(ParseResult parsed) => parsed.GetValue(Live) ? new LivePlan(parsed.GetValue(Speed), Length(parsed.GetValue(For))) : null;

    private static void RequireLive(OptionResult result, Option<bool> live)
    {
        if (!result.Implicit && result.GetResult(live) is null or { Implicit: true })
        {
            result.AddError(HostText.Get("Cli.Demo.LiveOnly"));
        }
    }

    /// <summary>A number and s, m or h; null for anything else.</summary>
    internal static TimeSpan? Length(string? text)
    {
        if (text is not { Length: > 1 } || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is 0 or > 100_000)
        {
            return null;
        }

        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            _ => null,
        };
    }
}
