namespace Fengqiao.Cases;

/// <summary>What people read about their own data, in PersonalDataTexts.resx and PersonalDataTexts.en.resx.</summary>
internal sealed class PersonalDataTexts;
