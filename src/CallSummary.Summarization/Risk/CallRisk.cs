using CallSummary.Contracts;

namespace CallSummary.Summarization.Risk;

/// <summary>How much a call looks like voice phishing, line by line. Each sign counts once; the level never falls.</summary>
internal sealed class CallRisk
{
    private const int SuspiciousFrom = 3;
    private const int DangerousFrom = 5;

    private readonly HashSet<string> _signs = new(StringComparer.Ordinal);
    private readonly List<int> _lines = [];
    private int _score;
    private bool _asked;

    /// <summary>The level so far; null when there is none.</summary>
    public RiskLevel? Level { get; private set; }

    /// <summary>The words that raised the level last.</summary>
    public RiskFinding? Raised { get; private set; }

    /// <summary>Lines that hold signs.</summary>
    public IReadOnlyList<int> Lines => _lines;

    /// <summary>Reads a line of the party that may be a fraud.</summary>
    /// <returns>What was found when the line raised the level; otherwise null.</returns>
    public RiskFinding? Read(int line, IReadOnlyList<(RiskSign Sign, string Phrase)> signs)
    {
        RiskFinding? heaviest = null;
        foreach (var (sign, phrase) in signs)
        {
            if (_signs.Add(sign.Name))
            {
                _score += sign.Weight;
                _asked |= sign.Asks;
                _lines.Add(line);
                heaviest = heaviest is null || sign.Weight > heaviest.Weight ? new RiskFinding(line, sign.Name, sign.Weight, phrase) : heaviest;
            }
        }

        RiskLevel? level = _score >= DangerousFrom && _asked ? RiskLevel.Dangerous : _score >= SuspiciousFrom ? RiskLevel.Suspicious : null;
        if (heaviest is null || level is null || level <= Level)
        {
            return null;
        }

        Level = level;
        Raised = heaviest;
        return heaviest;
    }
}
