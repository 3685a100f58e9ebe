namespace CallSummary.Audio.Speech;

/// <summary>Standard deviation of levels.</summary>
internal struct LevelSpread
{
    private double _sum;
    private double _squares;

    public int Count { get; private set; }

    /// <summary>In the unit of what was added.</summary>
    public readonly double Value => Count == 0 ? 0 : Math.Sqrt(Math.Max(0, (_squares / Count) - Math.Pow(_sum / Count, 2)));

    public void Add(double level)
    {
        Count++;
        _sum += level;
        _squares += level * level;
    }
}
