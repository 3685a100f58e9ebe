using System.Globalization;

namespace CallSummary.Benchmarks;

/// <summary>A measured value and what it should be.</summary>
/// <param name="Id">The figure's id, such as P3.</param>
/// <param name="Value">The value, rounded to what the measurement can tell.</param>
/// <param name="Unit">A word: ratio, bytes/packet, calls/core.</param>
/// <param name="Target">Such as <c>&lt;=0.6</c> or <c>&gt;=3000</c>; null when the figure is only reported.</param>
internal sealed record Figure(string Id, double Value, string Unit, string? Target)
{
    public bool IsMet => Target is null
        || (Target.StartsWith("<=", StringComparison.Ordinal) ? Value <= Limit : Value >= Limit);

    private double Limit => double.Parse(Target![2..], CultureInfo.InvariantCulture);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"FIGURE {Id} {Value:0.###} {Unit} {(Target is null ? "reported" : $"target{Target} {(IsMet ? "met" : "missed")}")}");
}
