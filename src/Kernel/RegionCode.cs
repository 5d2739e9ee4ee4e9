using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Fengqiao.Kernel;

/// <summary>How deep a <see cref="RegionCode"/> goes, widest first.</summary>
public enum RegionLevel
{
    /// <summary>省: 2 digits.</summary>
    Province,
    /// <summary>市: 4 digits.</summary>
    City,
    /// <summary>县: 6 digits.</summary>
    County,
    /// <summary>乡镇、街道: 9 digits.</summary>
    Town,
    /// <summary>村、社区: 12 digits.</summary>
    Village,
    /// <summary>网格: 15 digits where nothing else is decided; 13 to 18 are read.</summary>
    Grid,
}

/// <summary>
/// A place in the tree of administrative divisions (统计用区划代码, 国统字〔2009〕91号) continued by the grids
/// of a village. A code begins with the code of everything it lies in, so containment is a prefix test.
/// The default value is no place: it contains nothing and lies in nothing.
/// </summary>
[JsonConverter(typeof(RegionCodeJsonConverter))]
public readonly record struct RegionCode : IComparable<RegionCode>, IParsable<RegionCode>
{
    /// <summary>The longest code that is read; long enough for micro-grids below a grid.</summary>
    public const int MaxLength = 18;

    // Longer than any code, so that every code sorts before it.
    private static readonly string AfterLast = new('9', MaxLength + 1);

    private readonly string? _value;

    private RegionCode(string value) => _value = value;

    /// <summary>The digits; empty for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>True for the default value only.</summary>
    public bool IsEmpty => _value is null;

    /// <summary>The level, told by the length. The default value answers the narrowest, so that a forgotten code widens no right.</summary>
    public RegionLevel Level => _value is null ? RegionLevel.Grid : LevelOf(_value.Length)!.Value;

    /// <summary>The place one level up; null for a province. A grid's parent is its village, whatever the grid's length.</summary>
    public RegionCode? Parent => _value is null || Level == RegionLevel.Province ? null : At(Level - 1);

    /// <summary>
    /// Half-open bounds <c>From &lt;= code &lt; To</c> of this place and all it contains, for an index on the code.
    /// Both are digits only, so every collation orders them alike. The default value's range is empty.
    /// </summary>
    public (string From, string To) Range => (Value, After(Value));

    /// <summary>This place or the one it lies in at <paramref name="level"/>; null when this one is wider than that.</summary>
    public RegionCode? At(RegionLevel level)
    {
        if (_value is null || level > Level)
            return null;
        return level == Level ? this : new RegionCode(_value[..LengthOf(level)]);
    }

    /// <summary>Whether <paramref name="other"/> is this place or lies in it.</summary>
    public bool Contains(RegionCode other) =>
        _value is not null && other.Value.StartsWith(_value, StringComparison.Ordinal);

    /// <summary>Reads a code of 2, 4, 6, 9, 12 or 13 to 18 ASCII digits; surrounding blanks are ignored.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, out RegionCode result)
    {
        var digits = s?.Trim();
        if (digits is not null && LevelOf(digits.Length) is not null && digits.All(char.IsAsciiDigit))
        {
            result = new RegionCode(digits);
            return true;
        }

        result = default;
        return false;
    }

    /// <summary>
    /// Reads a code filled up with zeros, as registers print it: 330681000000 is the county 330681, 330600 the city 3306.
    /// Only trailing groups are dropped: Dongguan's towns (441900003) keep the zeros of their missing county.
    /// </summary>
    public static bool TryParsePadded([NotNullWhen(true)] string? s, out RegionCode result)
    {
        if (!TryParse(s, out result))
            return false;
        while (result.Parent is { } parent && result.Value.AsSpan(parent.Value.Length).TrimStart('0').IsEmpty)
            result = parent;
        if (result.Value != "00")
            return true;
        result = default;
        return false;
    }

    /// <summary>Reads a code as <see cref="TryParse(string?, out RegionCode)"/> does.</summary>
    /// <exception cref="FormatException">The text is no code.</exception>
    public static RegionCode Parse(string s) =>
        TryParse(s, out var code) ? code : throw new FormatException($"'{s}' is not a region code.");

    static RegionCode IParsable<RegionCode>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc cref="TryParse(string?, out RegionCode)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out RegionCode result) =>
        TryParse(s, out result);

    /// <summary>Ordinal order: a place comes right before all it contains.</summary>
    public int CompareTo(RegionCode other) => string.CompareOrdinal(Value, other.Value);

    public static bool operator <(RegionCode left, RegionCode right) => left.CompareTo(right) < 0;

    public static bool operator <=(RegionCode left, RegionCode right) => left.CompareTo(right) <= 0;

    public static bool operator >(RegionCode left, RegionCode right) => left.CompareTo(right) > 0;

    public static bool operator >=(RegionCode left, RegionCode right) => left.CompareTo(right) >= 0;

    public override string ToString() => Value;

    private static RegionLevel? LevelOf(int length) => length switch
    {
        2 => RegionLevel.Province,
        4 => RegionLevel.City,
        6 => RegionLevel.County,
        9 => RegionLevel.Town,
        12 => RegionLevel.Village,
        > 12 and <= MaxLength => RegionLevel.Grid,
        _ => null,
    };

    private static int LengthOf(RegionLevel level) => level switch
    {
        RegionLevel.Province => 2,
        RegionLevel.City => 4,
        RegionLevel.County => 6,
        RegionLevel.Town => 9,
        RegionLevel.Village => 12,
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "A grid's length is not fixed."),
    };

    // The shortest digit string after all that begin with the prefix: 330681 -> 330682, 3309 -> 331.
    private static string After(string prefix)
    {
        if (prefix.Length == 0)
            return "";
        var stem = prefix.AsSpan().TrimEnd('9');
        return stem.IsEmpty ? AfterLast : $"{stem[..^1]}{(char)(stem[^1] + 1)}";
    }
}
