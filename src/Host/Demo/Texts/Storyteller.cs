using System.Text;

namespace Fengqiao.Host.Demo.Texts;

/// <summary>What a story is told about.</summary>
internal sealed record StoryMatter(Leaf Leaf, SceneRole Role, Weather Weather, string? Refused)
{
    /// <summary>About something that stands, lies or smells where people pass.</summary>
    public bool IsOutdoors => Leaf.Category.PhotosRequired || Leaf.Category.Code[..2] is "01" or "03" or "06" || Leaf.Category.Code[..4] is "0502" or "0503" or "0203" or "1004";
}

/// <summary>Tells a matter in somebody's voice, in twenty characters or four hundred: people differ.</summary>
internal sealed class Storyteller(Words words, Voice voice, StoryMatter matter, Dice dice)
{
    public const int Shortest = 20;
    public const int Longest = 400;

    // Upper bounds of the lengths people write, and how many of a hundred stay below each.
    private static readonly (int Length, double Weight)[] Lengths = [(44, 15), (85, 27), (150, 34), (260, 17), (Longest, 7)];

    private readonly List<string> _parts = [];
    private int _length;

    public string Tell()
    {
        var aim = Aim();
        var fact = Fact(aim < Lengths[0].Length);
        Add(Opening() + fact);
        if (matter.Refused is { } refused)
            Add(words.Write(refused));
        foreach (var part in Rest(fact, aim))
        {
            // A little over is as good as a little under; the last sentence is never cut.
            if (_length >= aim - 6)
                break;
            Add(part);
        }
        Close(fact, aim);
        return Join();
    }

    // Tempers bend the dice: whoever is brief is brief, whoever orders thoughts needs room.
    private int Aim()
    {
        var chance = Math.Pow(dice.Next(), voice.Brevity) * Lengths.Sum(row => row.Weight);
        var lower = 28;
        foreach (var (length, weight) in Lengths)
        {
            chance -= weight;
            if (chance < 0)
                return dice.Between(lower, length);
            lower = length;
        }
        return Longest;
    }

    private string Opening()
    {
        var opening = words.Write(dice.Pick(voice.Openings).Replace("{来电称呼}", words.Reporter.Polite, StringComparison.Ordinal).Replace("{午后}", dice.Pick(["午休时", "傍晚以后"]), StringComparison.Ordinal));
        return opening + (matter.Role switch
        {
            SceneRole.Again => words.Write(dice.Pick(Stories.Again)),
            SceneRole.Neighbour when voice.Speaker == "我" => words.Write(dice.Pick(Stories.Neighbour)),
            _ => "",
        });
    }

    private string Fact(bool brief)
    {
        var fact = words.Write(dice.Pick(matter.Leaf.Lines['F']));
        if (brief)
            fact = FirstClauses(fact, 30);
        // 来电人称，来电人… reads like a form; people write 来电人称，其….
        foreach (var person in (ReadOnlySpan<string>)["来电人", "来访人"])
        {
            if (voice.Speaker == person && fact.StartsWith(person, StringComparison.Ordinal))
                fact = "其" + fact[person.Length..];
        }
        return fact + "。";
    }

    /// <summary>Whole clauses up to a length, at least one.</summary>
    private static string FirstClauses(string fact, int most)
    {
        var end = fact.IndexOf('，', StringComparison.Ordinal);
        while (end > 0 && fact.IndexOf('，', end + 1) is var next && next > 0 && next <= most)
            end = next;
        return end is > 8 and < 60 ? fact[..end] : fact;
    }

    /// <summary>What may follow the fact, in the order people think of it; most leave most of it out.</summary>
    private IEnumerable<string> Rest(string fact, int aim)
    {
        var hurried = matter.Leaf.Category.Limit is { CloseUnit: DemoLimitUnits.Hour };
        var quiet = hurried || matter.Leaf.IsQuestion || matter.Refused is not null;
        var effects = matter.Leaf.Lines.GetValueOrDefault('E', []);
        var sky = matter.Leaf.IsQuestion || !matter.IsOutdoors ? [] : Stories.Sky(matter.Weather);
        if (sky.Length > 0 && dice.Chance(0.35))
            yield return words.Write(dice.Pick(sky));
        if (!quiet && dice.Chance(0.4))
            yield return Pick(Stories.History);
        if (effects.Length > 0 && dice.Chance(0.75))
            yield return words.WriteFitting(effects, fact, 3) + "。";
        if (dice.Chance(0.35))
            yield return Pick(voice.Asides);
        if (!quiet && dice.Chance(0.3))
            yield return Pick(Stories.Circumstances);
        if (aim > 150)
        {
            foreach (var part in More(effects, quiet))
                yield return part;
        }
        if (voice.Brevity < 0.6 && matter.Leaf.Lines['W'].Length > 1)
            yield return Demands(fact);
        else if (dice.Chance(0.85))
            yield return words.WriteFitting(matter.Leaf.Lines['W'], fact, 3) + "。";
        if (!quiet && dice.Chance(0.25))
            yield return Pick(Stories.Evidence);
    }

    /// <summary>For those who tell everything: round after round, until they are told enough.</summary>
    private IEnumerable<string> More(string[] effects, bool quiet)
    {
        for (var round = 0; round < 3; round++)
        {
            if (!quiet)
                yield return Pick(Stories.History);
            if (effects.Length > 0)
                yield return words.Write(dice.Pick(effects)) + "。";
            yield return Pick(Stories.Circumstances);
            yield return Pick(voice.Asides);
            if (!quiet)
                yield return Pick(Stories.Evidence);
        }
    }

    // What is marked with ~ is said of things that stand or lie outdoors, not of wages or quarrels.
    private string Pick(string[] patterns)
    {
        var pattern = dice.Pick(patterns);
        for (var attempt = 0; pattern[0] == '~' && !matter.IsOutdoors && attempt < 8; attempt++)
            pattern = dice.Pick(patterns);
        return pattern[0] == '~' && !matter.IsOutdoors ? "" : words.Write(pattern.TrimStart('~'));
    }

    private string Demands(string fact)
    {
        var wishes = matter.Leaf.Lines['W'];
        return words.Write(dice.Pick(Stories.Demands)
            .Replace("{愿一}", words.WriteFitting(wishes[..1], fact, 2), StringComparison.Ordinal)
            .Replace("{愿二}", words.WriteFitting(wishes[1..], fact, 2), StringComparison.Ordinal));
    }

    private void Close(string fact, int aim)
    {
        if (_length < aim - 8 && dice.Chance(0.7))
            Add(words.Write(dice.Pick(voice.Endings).Replace("{午后}", dice.Pick(["午休时", "傍晚以后"]), StringComparison.Ordinal)));
        if (_length < Shortest + 4)
            Add(words.Write(dice.Pick(Stories.ShortWishes)));
        if (_length < Shortest)
            Add(words.WriteFitting(matter.Leaf.Lines['W'], fact, 2) + "。");
    }

    private void Add(string part)
    {
        // Two sentences that begin alike say the same twice.
        var start = part.Length > 6 ? part[..4] : part;
        if (part.Length == 0 || _length + part.Length > Longest || _parts.Exists(said => said.StartsWith(start, StringComparison.Ordinal)))
            return;
        _parts.Add(part);
        _length += part.Length;
    }

    private string Join()
    {
        var text = new StringBuilder(_length);
        foreach (var part in _parts)
            text.Append(part);
        return text.ToString();
    }
}
