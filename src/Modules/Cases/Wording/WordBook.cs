using System.Collections.Frozen;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;

namespace Fengqiao.Cases.Wording;

/// <summary>The dictionaries and the texts of notices as they are stored.</summary>
internal sealed class WordBook(IReadOnlyList<Word> words, IReadOnlyList<NoticeTemplate> templates)
{
    public static readonly WordBook Empty = new([], []);

    private readonly FrozenDictionary<string, Word> _byId = words.ToFrozenDictionary(w => w.Id, StringComparer.Ordinal);
    private readonly FrozenDictionary<string, NoticeTemplate> _templates = templates.ToFrozenDictionary(t => t.Kind, StringComparer.Ordinal);

    public Word? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The words of a list the county keeps, in their order, those out of use too.</summary>
    public IReadOnlyList<Word> Of(WordList list) => [.. words.Where(w => w.List == list.Name).OrderBy(w => w.Rank).ThenBy(w => w.Code, StringComparer.Ordinal)];

    /// <summary>Those offered in forms.</summary>
    public IReadOnlyList<Word> Offered(WordList list) => [.. Of(list).Where(w => w.IsActive)];

    /// <summary>Left out of forms; what lies under it is still called by its name.</summary>
    public bool IsHidden(WordList list, string code) => Find(Word.IdOf(list.Name, code)) is { IsActive: false };

    /// <summary>The word's name in the reader's language; null where the list does not know it, or the county has given it no name of its own.</summary>
    public string? NameOf(string id) => Find(id) is not { } word ? null : Name(word) is { Length: > 0 } name ? name : null;

    public NoticeTemplate? TemplateOf(NoticeKind kind) => _templates.GetValueOrDefault(CaseCodes.Of(kind));

    private static string Name(Word word) => Languages.IsEnglish ? word.NameEn : word.NameZh;
}
