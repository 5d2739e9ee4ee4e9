using System.Text;
using System.Text.RegularExpressions;
using Fengqiao.Platform.PersonalData;

namespace Fengqiao.Cases.PersonalData;

/// <summary>
/// Finds a person's name, number and address in what others wrote, to take them out when the person is erased. A number is found however
/// its digits are grouped; a name of one character is left, since it would take half of the text with it.
/// </summary>
internal sealed class PersonWords
{
    /// <summary>What stands in the place of what was taken out; the same in every language, since it becomes part of the record.</summary>
    public const string Removed = "〔已删除〕";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly Regex? _pattern;

    public PersonWords(IEnumerable<PersonDetails> people)
    {
        var words = people.SelectMany(Patterns).Distinct(StringComparer.Ordinal).OrderByDescending(p => p.Length).ToList();
        _pattern = words.Count == 0 ? null : new Regex(string.Join('|', words), RegexOptions.CultureInvariant, Patience);
    }

    public bool IsIn(string? text) => text is not null && _pattern?.IsMatch(text) == true;

    public string TakenOutOf(string text) => _pattern?.Replace(text, Removed) ?? text;

    private static IEnumerable<string> Patterns(PersonDetails person)
    {
        var former = person.Former?.Split('\n') ?? [];
        foreach (var name in former.Append(person.Name).OfType<string>().Where(n => n.EnumerateRunes().Count(r => !Rune.IsWhiteSpace(r)) > 1))
        {
            yield return Spaced(name);
        }

        foreach (var number in former.Concat([person.Phone, person.IdNumber]).OfType<string>().Select(n => n.TrimStart('+')).Where(n => n.Length >= 5 && n.All(char.IsAsciiLetterOrDigit)))
        {
            yield return string.Join("[ \\-.()（）—–]{0,2}", number.Select(c => Regex.Escape(c.ToString())));
        }

        if (person.Address?.Trim() is { Length: > 4 } address)
        {
            yield return Regex.Escape(address);
        }
    }

    /// <summary>张 三 is 张三.</summary>
    private static string Spaced(string name)
    {
        var pattern = new StringBuilder();
        foreach (var rune in name.EnumerateRunes().Where(r => !Rune.IsWhiteSpace(r)))
        {
            pattern.Append(pattern.Length == 0 ? "" : "[ \u3000]?").Append(Regex.Escape(rune.ToString()));
        }

        return pattern.ToString();
    }
}
