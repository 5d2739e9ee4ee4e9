namespace Fengqiao.Cases;

/// <summary>Texts of the desk that decides about more time, returns and suspensions, and the refusals of these moves, in ClockTexts.resx and ClockTexts.en.resx.</summary>
internal sealed class ClockTexts;
