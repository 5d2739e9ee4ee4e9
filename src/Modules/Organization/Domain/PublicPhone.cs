namespace Fengqiao.Organization.Domain;

/// <summary>
/// The number a unit answers citizens on, kept as written, since people read it and dial it: <c>0571-8888 0001 转 203</c>, <c>12345</c>.
/// </summary>
internal static class PublicPhone
{
    public const int Longest = 40;
    private const int FewestDigits = 3;

    public static bool IsGood(string phone) =>
        phone.Length <= Longest
        && phone.Count(char.IsAsciiDigit) >= FewestDigits
        && phone.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or ' ' or '(' or ')' or '（' or '）' or '转' or '/' or '、' or ',');
}
