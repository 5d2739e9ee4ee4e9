namespace Fengqiao.Web;

/// <summary>What the desk itself says on every staff page: keys, drafts, news. In DeskTexts.resx and DeskTexts.en.resx.</summary>
internal sealed class DeskTexts;
