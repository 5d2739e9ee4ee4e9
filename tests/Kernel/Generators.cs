using FsCheck;
using FsCheck.Fluent;

namespace Fengqiao.Kernel.Tests;

internal static class Generators
{
    private static readonly int[] Lengths = [2, 4, 6, 9, 12, 13, 15, 17, 18];

    /// <summary>Codes of all lengths over few digits, 0 and 9 among them, so that one often contains another.</summary>
    public static Arbitrary<RegionCode> Codes { get; } = Arb.From(
        from length in Gen.Elements(Lengths)
        from digits in Gen.ArrayOf(Gen.Elements('0', '3', '9'), length)
        select RegionCode.Parse(new string(digits)));

    /// <summary>A code, and one that begins with it in about half of the cases.</summary>
    public static Arbitrary<(RegionCode Outer, RegionCode Inner)> CodePairs { get; } = Arb.From(
        from outer in Codes.Generator
        from other in Codes.Generator
        from related in Gen.Elements(true, false)
        select (outer, related ? Under(outer, other) : other));

    /// <summary>Days from 2019 to 2031: years with a notice, and years before and after.</summary>
    public static Arbitrary<DateOnly> Days { get; } = Arb.From(
        from number in Gen.Choose(new DateOnly(2019, 1, 1).DayNumber, new DateOnly(2031, 12, 31).DayNumber)
        select DateOnly.FromDayNumber(number));

    /// <summary>Departures from the weekday rule at random, each day once.</summary>
    public static Arbitrary<CalendarDay[]> Exceptions { get; } = Arb.From(
        from days in Gen.ArrayOf(Gen.Choose(0, 400))
        from flags in Gen.ArrayOf(Gen.Elements(true, false), days.Length)
        select days.Zip(flags, (day, works) => new CalendarDay(new DateOnly(2025, 1, 1).AddDays(day), works)).DistinctBy(d => d.Date).ToArray());

    public static Arbitrary<DeadlineSpec> DaySpecs { get; } = Arb.From(
        from unit in Gen.Elements(DeadlineUnit.NaturalDay, DeadlineUnit.WorkingDay, DeadlineUnit.Month)
        from amount in Gen.Choose(0, 70)
        from rolls in Gen.Elements(true, false)
        select new DeadlineSpec(amount, unit, rolls));

    /// <summary>Times at which a clock stood still: first day after the start and length in days, short, long, empty and overlapping.</summary>
    public static Arbitrary<(int After, int Length)[]> Standstills { get; } = Arb.From(
        Gen.ArrayOf(from after in Gen.Choose(-3, 90) from length in Gen.Choose(0, 12) select (after, length)));

    private static RegionCode Under(RegionCode outer, RegionCode other)
    {
        var joined = outer.Value + other.Value;
        var length = Lengths.Last(l => l <= joined.Length);
        return RegionCode.Parse(length >= outer.Value.Length ? joined[..length] : outer.Value);
    }
}
