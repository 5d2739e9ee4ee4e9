using System.Globalization;
using Fengqiao.Host.Demo.Geography;
using Fengqiao.Host.Demo.Texts;

namespace Fengqiao.Host.Demo;

/// <summary>Writes cases out, each from its own stream of numbers: in what order, and on how many processors, changes nothing.</summary>
internal sealed class CaseWriter(Organization organization, IReadOnlyList<DemoRule> rules, Almanac almanac, Dice dice, DateTime now)
{
    private readonly Crew _crew = new(organization);

    /// <summary>In the order they were received, named after it, so that external ids read like a register.</summary>
    public List<DemoCase> WriteAll(IReadOnlyList<Seed> seeds)
    {
        var written = new DemoCase[seeds.Count];
        Parallel.For(0, seeds.Count, index => written[index] = Write(seeds[index]));
        var order = Enumerable.Range(0, seeds.Count).OrderBy(index => written[index].ReceivedAt).ThenBy(index => seeds[index].Number).ToArray();
        var names = new Dictionary<string, string>(seeds.Count, StringComparer.Ordinal);
        foreach (var (place, index) in order.Index())
            names[written[index].ExternalId] = string.Create(CultureInfo.InvariantCulture, $"DEMO-{place + 1:000000}");
        return [.. order.Select(index => written[index] with
        {
            ExternalId = names[written[index].ExternalId],
            Steps = written[index].Steps.Any(step => step.MergedInto is not null)
                ? [.. written[index].Steps.Select(step => step.MergedInto is null ? step : step with { MergedInto = names[step.MergedInto] })]
                : written[index].Steps,
        })];
    }

    public DemoCase Write(Seed seed)
    {
        var own = dice.Fork("write").Fork(seed.Number);
        var (leaf, grid) = (seed.Leaf, seed.Grid);
        var rule = Rules.Find(rules, leaf.Category.Code, grid.Code);
        var urgency = UrgencyFor(leaf, own);
        var limit = LimitOf((rule.Limit ?? leaf.Category.Limit!).About, urgency);
        var town = Organization.TownCentre(grid.Code);
        var townHeld = seed.Channel is DemoChannels.GridWorker or DemoChannels.CitizenWeb || (seed.Channel == DemoChannels.Window && own.Chance(0.3));
        var local = rule.LeadUnitCode[0] is 'T' or 'V';
        string[] before = townHeld && !local ? [DemoMoves.PassUp] : !townHeld && local && own.Chance(0.4) ? [DemoMoves.PassDown] : [];
        List<string> assisting = [.. rule.AssistingUnitCodes];
        if (!local && own.Chance(0.25))
            assisting.Add(town);

        var beats = new Timeline(now, own).Lay(seed, before, limit);
        var matter = new Matter(leaf, grid, seed.Channel, seed.Fate, rule.LeadUnitCode, assisting, townHeld, seed.Fate == Fate.Merged ? Id(seed.First!) : null)
        {
            Refusal = own.Pick(Phrases.Refusals),
        };
        var voice = Voices.For(seed.Channel, own);
        var words = WordsFor(seed, voice, beats[0].At, own);
        var refused = seed.Fate == Fate.Refused ? matter.Refusal.Said : null;
        var description = new Storyteller(words, voice, new StoryMatter(leaf, seed.Role, almanac.At(beats[0].At).Weather, refused), own).Tell();
        // Several titles are written and the one closest to the description is taken, for one leaf covers several situations.
        var title = Closeness.Closest(description, [.. Enumerable.Range(0, 6).Select(_ => words.WriteTitle(own.Pick(leaf.Lines['T'])))]);
        var steps = new StepWriter(matter, words, description, _crew, own).Write(beats);
        var made = new DemoCase(
            Id(seed), Placed(title, grid, own), description, seed.Channel, leaf.Category.Code, grid.Code,
            seed.Scene?.Near(own) ?? Rings.PointWithin(grid.Ring, own), words.Address(description), ReporterFor(seed, words, own), words.Respondent(description),
            leaf.Crowd ? own.Between(3, 60) : own.Between(1, 5), urgency, beats[0].At, CaseStates.After(steps), steps);
        return made with { Pictures = Pictures.Album.For(made, leaf, organization, now, own) };
    }

    private static string Id(Seed seed) => string.Create(CultureInfo.InvariantCulture, $"{seed.Number:000000}");

    private static Words WordsFor(Seed seed, Voice voice, DateTime received, Dice own) =>
        new(seed.Grid, seed.Leaf.Category.Code, own, CaseClock.ToLocal(received), voice.Speaker, seed.Scene?.Places, IsCaller(seed) ? seed.Scene!.Caller : null);

    private static bool IsCaller(Seed seed) => seed is { Scene: not null, Role: SceneRole.First or SceneRole.Again };

    // Half of those who write a title leave the place out; the list shows it anyway.
    private static string Placed(string title, GridPlace grid, Dice own) =>
        title.Contains(grid.Village.Name, StringComparison.Ordinal) || title.Length > 22 || own.Chance(0.5) ? title : grid.Village.Name + title;

    private static DemoReporter? ReporterFor(Seed seed, Words words, Dice own)
    {
        if (!IsCaller(seed) && (seed.Channel == DemoChannels.GridWorker && own.Chance(0.45) || seed.Channel == DemoChannels.Api && own.Chance(0.5)))
            return null;
        var secret = own.Chance(seed.Leaf.Delicate ? 0.3 : 0.04);
        var phone = IsCaller(seed) ? seed.Scene!.Phone : Names.Phone(own);
        return new DemoReporter(words.Reporter.Full, phone, own.Chance(secret ? 0.6 : 0.03), secret);
    }

    // Danger does not wait for the category: urgent matters have a day, critical ones two hours.
    private static TimeSpan LimitOf(TimeSpan usual, string urgency) => urgency switch
    {
        "critical" => TimeSpan.FromHours(2),
        "urgent" when usual > TimeSpan.FromHours(24) => TimeSpan.FromHours(24),
        _ => usual,
    };

    private static string UrgencyFor(Leaf leaf, Dice own) => leaf.Category.Limit switch
    {
        { CloseUnit: DemoLimitUnits.Hour, CloseAmount: <= 2 } => own.Chance(0.65) ? "critical" : "urgent",
        { CloseUnit: DemoLimitUnits.Hour } => own.Chance(0.4) ? "urgent" : "normal",
        _ => own.Chance(0.05) ? "urgent" : "normal",
    };
}
