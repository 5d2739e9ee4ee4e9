using System.Globalization;
using System.Text;
using Fengqiao.Host.Demo.Geography;
using Fengqiao.Host.Demo.Texts;

namespace Fengqiao.Host.Demo;

/// <summary>Makes the cases of a county, one by one, each from its own stream of numbers.</summary>
internal sealed class CaseWriter(Places places, Organization organization, IReadOnlyList<Leaf> leaves, IReadOnlyList<DemoRule> rules, Dice dice, DateTime now)
{
    private const int MinimumLength = 62;
    private const int MaximumLength = 290;
    private readonly Crew _crew = new(organization);
    private readonly GridPlace[] _urban = [.. places.Grids.Where(grid => grid.Village.Urban)];
    private readonly GridPlace[] _rural = [.. places.Grids.Where(grid => !grid.Village.Urban)];
    private readonly double[] _weights = [.. leaves.Select(leaf => (double)leaf.Weight)];
    private readonly Leaf[] _streetLeaves = [.. leaves.Where(leaf => leaf.Lead == Organization.CityManagement && leaf.Urban != false)];
    private readonly HashSet<string> _titles = [];
    private readonly List<(DemoCase Case, Leaf Leaf, GridPlace Grid)> _written = [];

    public List<DemoCase> Write(int count)
    {
        for (var index = 0; index < count; index++)
        {
            var own = dice.Fork(index);
            var leaf = leaves[own.PickIndex(_weights)];
            GridPlace grid;
            if (own.Chance(0.045))
            {
                grid = own.Chance(0.5) ? organization.ShowcaseVillage.Grids[0] : own.Pick(organization.ShowcaseVillage.Grids);
                if (own.Chance(0.5) || leaf.Urban == false)
                    leaf = own.Pick(_streetLeaves);
            }
            else
            {
                grid = GridFor(leaf, own);
            }
            WriteOne(leaf, grid, own);
        }
        // Numbered in the order they were received, so that external ids read like a register.
        var ordered = _written.Select(item => item.Case).OrderBy(item => item.ReceivedAt).ThenBy(item => item.ExternalId, StringComparer.Ordinal).ToArray();
        var names = ordered.Select((item, index) => (item.ExternalId, Name: string.Create(CultureInfo.InvariantCulture, $"DEMO-{index + 1:000000}")))
            .ToDictionary(pair => pair.ExternalId, pair => pair.Name);
        return [.. ordered.Select(item => item with
        {
            ExternalId = names[item.ExternalId],
            Steps = [.. item.Steps.Select(step => step.MergedInto is null ? step : step with { MergedInto = names[step.MergedInto] })],
        })];
    }

    private GridPlace GridFor(Leaf leaf, Dice own) => leaf.Urban switch
    {
        true => own.Pick(_urban),
        false => own.Pick(_rural),
        _ => own.Chance(0.45) ? own.Pick(_urban) : own.Pick(_rural),
    };

    private void WriteOne(Leaf leaf, GridPlace grid, Dice own)
    {
        var fate = Fates.Draw(own, leaf.IsQuestion);
        DemoCase? first = null;
        if (fate == Fate.Refused && leaf.IsQuestion)
            fate = Fate.Closed;
        if (fate == Fate.Merged)
        {
            first = FindFirst(own, ref leaf, ref grid);
            if (first is null)
                fate = Fate.Closed;
        }
        var channel = ChannelFor(leaf, fate, own);
        var rule = Rules.Find(rules, leaf.Category.Code, grid.Code);
        var limit = (rule.Limit ?? leaf.Category.Limit!).About;
        var town = Organization.TownCentre(grid.Code);
        var townHeld = channel == DemoChannels.GridWorker || (channel == DemoChannels.Window && own.Chance(0.3));
        var local = rule.LeadUnitCode[0] is 'T' or 'V';
        string[] before = townHeld && !local ? [DemoMoves.PassUp] : !townHeld && local && own.Chance(0.4) ? [DemoMoves.PassDown] : [];
        List<string> assisting = [.. rule.AssistingUnitCodes];
        if (!local && own.Chance(0.25))
            assisting.Add(town);

        var beats = new Timeline(now, own).Lay(fate, before, limit, channel is DemoChannels.Window or DemoChannels.Unit);
        if (first is not null)
        {
            var received = first.ReceivedAt + TimeSpan.FromMinutes(own.Between(30, 1500));
            if (received >= now - TimeSpan.FromMinutes(40))
                received = first.ReceivedAt + (now - first.ReceivedAt) / 3;
            beats = [new(DemoMoves.Register, received), new(DemoMoves.Merge, received + (now - received) * own.Between(0.02, 0.1) * Math.Min(1, 1 / (now - received).TotalDays))];
        }

        var matter = new Matter(leaf, grid, channel, fate, rule.LeadUnitCode, assisting, townHeld, first?.ExternalId) { Refusal = own.Pick(Phrases.Refusals) };
        var words = new Words(grid, leaf.Category.Code, own, CaseClock.ToLocal(beats[0].At), channel);
        var description = Description(words, matter, own);
        var title = Title(words, leaf, description, own);
        var steps = new StepWriter(matter, words, description, _crew, own).Write(beats);
        _written.Add((new DemoCase(
            string.Create(CultureInfo.InvariantCulture, $"{_written.Count:000000}"), title, description, channel, leaf.Category.Code, grid.Code,
            Rings.PointWithin(grid.Ring, own), words.Address(description), ReporterFor(matter, words, own), words.Respondent(description),
            leaf.Crowd ? own.Between(3, 60) : own.Between(1, 5), UrgencyFor(leaf, own), beats[0].At, CaseStates.After(steps), steps), leaf, grid));
    }

    private DemoCase? FindFirst(Dice own, ref Leaf leaf, ref GridPlace grid)
    {
        var candidates = _written.Where(item => item.Leaf.Crowd && item.Case.Steps.Count > 5 && item.Case.Steps.All(step => step.Move != DemoMoves.Merge)
            && item.Case.ReceivedAt < now - TimeSpan.FromDays(1)).ToArray();
        if (candidates.Length == 0)
            return null;
        var found = own.Pick(candidates);
        (leaf, grid) = (found.Leaf, found.Grid);
        return found.Case;
    }

    private static string ChannelFor(Leaf leaf, Fate fate, Dice own)
    {
        string[] channels = [DemoChannels.Hotline, DemoChannels.Window, DemoChannels.CitizenWeb, DemoChannels.GridWorker, DemoChannels.Api, DemoChannels.Unit];
        double[] weights = leaf.Category.Code[..2] switch
        {
            _ when leaf.IsQuestion => [50, 16, 34, 2, 0, 0],
            _ when fate == Fate.Refused => [30, 40, 25, 0, 0, 5],
            "09" => [22, 34, 8, 24, 6, 6],
            "10" => [34, 5, 14, 30, 12, 5],
            "01" or "05" => [32, 6, 20, 34, 2, 6],
            _ => [36, 12, 26, 17, 2, 7],
        };
        return channels[own.PickIndex(weights)];
    }

    // Several titles are written and the one closest to the description is taken, for one leaf covers several situations.
    private string Title(Words words, Leaf leaf, string description, Dice own)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var title = Closeness.Closest(description, [.. Enumerable.Range(0, 6).Select(_ => words.WriteTitle(own.Pick(leaf.Lines['T'])))]);
            if (_titles.Add(title))
                return title;
        }
        var placed = words.WriteTitle("{镇}{村}") + words.WriteTitle(own.Pick(leaf.Lines['T']));
        _titles.Add(placed);
        return placed;
    }

    private static string Description(Words words, Matter matter, Dice own)
    {
        var lines = matter.Leaf.Lines;
        var hurried = matter.Leaf.Category.Limit is { CloseUnit: DemoLimitUnits.Hour };
        var opening = words.Write(own.Pick(Phrases.Openings(matter.Channel)).Replace("{来电称呼}", words.Reporter.Polite, StringComparison.Ordinal));
        var fact = words.Write(own.Pick(lines['F']) + "。");
        // 来电人称，来电人… reads like a form; people write 来电人称，其….
        if (opening.Contains("来电人", StringComparison.Ordinal) || opening.Contains("来访人", StringComparison.Ordinal))
            fact = fact.StartsWith("来电人", StringComparison.Ordinal) || fact.StartsWith("来访人", StringComparison.Ordinal) ? "其" + fact[3..] : fact;
        var (history, effect, second, wish) = (own.Chance(0.45), own.Chance(0.72), own.Chance(0.2), own.Chance(0.85));
        var parts = new List<string> { opening + fact };
        if (matter.Fate == Fate.Refused)
            parts.Add(words.Write(matter.Refusal.Said));
        else if (!hurried && !matter.Leaf.IsQuestion && history)
            parts.Add(words.Write(own.Pick(Phrases.History)));
        if (effect && lines.TryGetValue('E', out var effects))
        {
            // Two effects come from two patterns, else they would say the same twice.
            var split = own.Between(1, Math.Max(1, effects.Length - 1));
            parts.Add(words.WriteFitting(effects[..split], fact, 3) + "。");
            if (split < effects.Length && own.Chance(0.3))
                parts.Add(words.WriteFitting(effects[split..], fact, 2) + "。");
        }
        if (second && !hurried && !matter.Leaf.IsQuestion)
            parts.Add(words.Write(own.Pick(Phrases.History)));
        if (wish)
            parts.Add(words.WriteFitting(lines['W'], fact, 3) + "。");
        if (matter.Channel is DemoChannels.CitizenWeb or DemoChannels.Hotline && own.Chance(0.4))
            parts.Add(words.Write(own.Pick(Phrases.Endings)));
        if (parts.Sum(part => part.Length) < MinimumLength)
            parts.Add(words.Write(own.Pick(Phrases.History)));
        if (parts.Sum(part => part.Length) < MinimumLength)
            parts.Add(words.WriteFitting(lines['W'], fact, 3) + "。");

        var text = new StringBuilder();
        foreach (var part in parts.DistinctBy(part => part.Length > 6 ? part[..4] : part).Where(part => text.Length + part.Length <= MaximumLength))
            text.Append(part);
        return text.ToString();
    }

    private static DemoReporter? ReporterFor(Matter matter, Words words, Dice own)
    {
        if (matter.Channel == DemoChannels.GridWorker && own.Chance(0.45) || matter.Channel == DemoChannels.Api && own.Chance(0.5))
            return null;
        var secret = own.Chance(matter.Leaf.Delicate ? 0.3 : 0.04);
        return new DemoReporter(words.Reporter.Full, Names.Phone(own), own.Chance(secret ? 0.6 : 0.03), secret);
    }

    private static string UrgencyFor(Leaf leaf, Dice own) => leaf.Category.Limit switch
    {
        { CloseUnit: DemoLimitUnits.Hour, CloseAmount: <= 2 } => own.Chance(0.65) ? "critical" : "urgent",
        { CloseUnit: DemoLimitUnits.Hour } => own.Chance(0.4) ? "urgent" : "normal",
        _ => own.Chance(0.05) ? "urgent" : "normal",
    };
}
