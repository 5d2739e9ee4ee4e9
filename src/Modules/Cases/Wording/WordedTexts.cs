using Microsoft.Extensions.Localization;

namespace Fengqiao.Cases.Wording;

/// <summary>
/// The module's texts with the county's own names in their place: every page, list, export and paper that speaks of a channel or an answer
/// says it in the county's word, without knowing that there is one.
/// </summary>
internal sealed class WordedTexts(IStringLocalizerFactory factory, WordSource words) : IStringLocalizer<CasesTexts>
{
    private readonly IStringLocalizer _shipped = factory.Create(typeof(CasesTexts));

    public LocalizedString this[string name] => words.Current.NameOf(name) is { } own ? new LocalizedString(name, own) : _shipped[name];

    public LocalizedString this[string name, params object[] arguments] => _shipped[name, arguments];

    /// <summary>The word the product is shipped with.</summary>
    public string Shipped(string name) => _shipped[name];

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => _shipped.GetAllStrings(includeParentCultures);
}
