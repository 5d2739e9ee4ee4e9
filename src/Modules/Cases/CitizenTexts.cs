namespace Fengqiao.Cases;

/// <summary>What citizens read, in CitizenTexts.resx and CitizenTexts.en.resx: plainer words than the staff's.</summary>
internal sealed class CitizenTexts;
