namespace CallSummary.Summarization.Checking;

/// <summary>Kinds of statement that can be right or wrong to the letter.</summary>
internal enum AnchorKind
{
    /// <summary>A number or a row of digits: digits only.</summary>
    Number,

    /// <summary>Money: value and currency.</summary>
    Amount,

    /// <summary>A time of day on the 12-hour clock, with its half where it was said.</summary>
    Time,

    /// <summary>A half of the day that was said without a time.</summary>
    Half,

    /// <summary>A day: weekday, relative day, day of the month, month, or date.</summary>
    Day,
}
