namespace Fengqiao.Organization;

/// <summary>The texts of the pages on which administrators watch accounts, each other and how long data are kept lie beside this class.</summary>
internal sealed class WatchTexts;
