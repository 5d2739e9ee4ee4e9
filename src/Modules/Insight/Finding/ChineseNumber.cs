namespace Fengqiao.Insight.Finding;

/// <summary>Numbers as they are written in Chinese: 三千五, 两万零六百, 二十, 一亿.</summary>
internal static class ChineseNumber
{
    private const string Digits = "零一二三四五六七八九";

    /// <summary>Null where it is no number. A last digit without its place counts in the place below the one before: 三千五 is 3500.</summary>
    public static decimal? Read(ReadOnlySpan<char> text)
    {
        decimal total = 0, section = 0;
        var (digit, unit, any) = (-1, 1m, false);
        foreach (var c in text)
        {
            var value = c == '两' ? 2 : Digits.IndexOf(c);
            if (value >= 0)
            {
                if (digit > 0)
                {
                    return null;
                }

                (digit, any) = (value, true);
                unit = value == 0 ? 1 : unit;
                continue;
            }

            var (size, isLarge) = c switch { '十' => (10m, false), '百' => (100m, false), '千' => (1000m, false), '万' => (10_000m, true), '亿' => (100_000_000m, true), _ => (0m, false) };
            if (size == 0 || (isLarge && !any))
            {
                return null;
            }

            any = true;
            if (isLarge)
            {
                section += Math.Max(digit, 0);
                // 一亿二千万: what is smaller is added to what stands before; 二千万亿 is not written.
                total = total >= size ? total + (section * size) : (total + section) * size;
                section = 0;
            }
            else
            {
                section += (digit < 0 ? 1 : digit) * size;
            }

            (digit, unit) = (-1, size / 10);
        }

        return any ? total + section + (Math.Max(digit, 0) * (unit < 1 ? 1 : unit)) : null;
    }
}
