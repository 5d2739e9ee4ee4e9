using System.Text;
using System.Text.RegularExpressions;

namespace Fengqiao.Platform.PersonalData;

/// <summary>Personal data as they are shown to people who have no reason to see them whole. When in doubt, less is shown.</summary>
public static partial class Mask
{
    private const string Hidden = "****";

    /// <summary>The first character: 张三 → 张*, 欧阳娜娜 → 欧***. Never more than three stars, so that long names do not stand out.</summary>
    public static string? Name(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) return name;
        var runes = name.Trim().EnumerateRunes().ToArray();
        return runes.Length == 1 ? "*" : runes[0] + new string('*', Math.Min(runes.Length - 1, 3));
    }

    /// <summary>13800001234 → 138****1234; shorter numbers show their last two digits; what is no number shows nothing.</summary>
    public static string? Phone(string? phone)
    {
        if (string.IsNullOrWhiteSpace(phone)) return phone;
        var digits = LookupValue.Phone(phone);
        return digits switch
        {
            null or { Length: < 7 } => Hidden,
            { Length: < 11 } => Hidden + digits[^2..],
            _ => digits[..3] + Stars(digits.Length - 7) + digits[^4..],
        };
    }

    /// <summary>330***********1234 for the 15 and 18 digits of an identity card; the last two characters of other documents.</summary>
    public static string? IdNumber(string? number)
    {
        if (string.IsNullOrWhiteSpace(number)) return number;
        var id = LookupValue.IdNumber(number);
        return id switch
        {
            null or { Length: < 7 } => Hidden,
            { Length: 15 or 18 } => id[..3] + Stars(id.Length - 7) + id[^4..],
            _ => Stars(Math.Min(id.Length, 18) - 2) + id[^2..],
        };
    }

    /// <summary>Up to the village, else the town, else the county: 诸暨市枫桥镇枫源村12号 → 诸暨市枫桥镇枫源村****.</summary>
    public static string? Address(string? address)
    {
        if (string.IsNullOrWhiteSpace(address)) return address;
        var text = address.Trim().Normalize(NormalizationForm.FormKC);
        return Area().Match(text.Length <= 100 ? text : text[..100]).Value + Hidden;
    }

    private static string Stars(int count) => new('*', count);

    /// <summary>
    /// Province, city and county, then a town, then a village. No part may run over a digit or a word for street, house or
    /// estate, or 步森路12号望江新村 would pass for a village; an unusual name only makes the mask hide more.
    /// </summary>
    [GeneratedRegex(
        "^([^0-9省市县区镇乡村路街道弄巷号幢栋室苑园 ]{1,8}(省|自治区|自治州|市|自治县|县|区|旗)){0,4}"
        + "([^0-9路弄巷号幢栋室苑园 ]{1,8}?(街道|镇|乡))?"
        + "([^0-9路街弄巷号幢栋室苑园 ]{1,8}?(社区|居委会|村))?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Area();
}
