using System.Globalization;
using System.Resources;
using Fengqiao.Cases.Domain;

namespace Fengqiao.Cases.Wording;

/// <summary>The texts of notices as they are shipped, in a language that need not be the reader's: who changes them writes both.</summary>
internal sealed class ShippedNotices
{
    private readonly ResourceManager _texts = new(typeof(CasesTexts));

    /// <param name="kind">Of what it tells.</param>
    /// <param name="language">Name of the culture: <c>zh-Hans</c> or <c>en</c>.</param>
    public string In(NoticeKind kind, string language) => _texts.GetString($"notice.{CaseCodes.Of(kind)}", CultureInfo.GetCultureInfo(language)) ?? "";
}
