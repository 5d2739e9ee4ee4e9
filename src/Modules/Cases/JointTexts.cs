namespace Fengqiao.Cases;

/// <summary>Texts of joint handling: assisting units, whistles, sessions, receptions; in JointTexts.resx and JointTexts.en.resx.</summary>
internal sealed class JointTexts;
