using System.Globalization;
using System.Text;

namespace Fengqiao.Host.Demo.Texts;

/// <summary>
/// Writes a sentence from a pattern. <c>[one|other]</c> is a choice and may be nested; <c>{name}</c> is a word of the case that stays
/// the same throughout it; <c>{3-9}</c> is a number, <c>{100-900*50}</c> a number in steps.
/// </summary>
internal static class Phrase
{
    private static readonly char[] RangeMarks = ['-', '*'];

    public static string Write(string pattern, Dice dice, Func<string, string> word)
    {
        var text = new StringBuilder(pattern.Length * 2);
        var position = 0;
        WriteUntil(pattern, ref position, text, dice, word);
        return text.ToString();
    }

    private static void WriteUntil(string pattern, ref int position, StringBuilder? text, Dice dice, Func<string, string> word)
    {
        while (position < pattern.Length && pattern[position] is not ('|' or ']'))
        {
            switch (pattern[position])
            {
                case '[':
                    WriteChoice(pattern, ref position, text, dice, word);
                    break;
                case '{':
                    var end = pattern.IndexOf('}', position);
                    text?.Append(Fill(pattern[(position + 1)..end], dice, word));
                    position = end + 1;
                    break;
                default:
                    text?.Append(pattern[position]);
                    position++;
                    break;
            }
        }
    }

    private static void WriteChoice(string pattern, ref int position, StringBuilder? text, Dice dice, Func<string, string> word)
    {
        var chosen = text is null ? -1 : dice.Between(0, CountChoices(pattern, position) - 1);
        var index = 0;
        do
        {
            position++; // past '[' or '|'
            WriteUntil(pattern, ref position, index == chosen ? text : null, dice, word);
            index++;
        }
        while (pattern[position] == '|');
        position++;
    }

    private static int CountChoices(string pattern, int open)
    {
        var (depth, count) = (0, 1);
        var position = open;
        while (true)
        {
            if (pattern[position] == '[')
                depth++;
            else if (pattern[position] == ']' && --depth == 0)
                return count;
            else if (pattern[position] == '|' && depth == 1)
                count++;
            position++;
        }
    }

    private static string Fill(string slot, Dice dice, Func<string, string> word)
    {
        if (!char.IsAsciiDigit(slot[0]))
            return word(slot);
        var parts = slot.Split(RangeMarks);
        var (low, high) = (Number(parts[0]), Number(parts[1]));
        var step = parts.Length > 2 ? Number(parts[2]) : 1;
        return (low + dice.Between(0, (high - low) / step) * step).ToString(CultureInfo.InvariantCulture);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
