namespace CallSummary.Audio.Speech;

/// <summary>
/// Follows the level between words: the lowest smoothed level of the last four seconds. Speech dips to the background within that
/// time; a steady noise does not, and becomes the floor.
/// </summary>
internal sealed class NoiseFloor
{
    private const int Blocks = 16;
    private const int FramesPerBlock = 25;
    private const float Unknown = 1000;

    private readonly float[] _minima = new float[Blocks];
    private float _smoothed = float.NaN;
    private float _blockMinimum = Unknown;
    private int _frames;
    private int _block;

    public NoiseFloor() => Array.Fill(_minima, Unknown);

    /// <summary>The floor in dB relative to full scale; very low until enough has been heard.</summary>
    public float Level { get; private set; } = SpeechFrame.Silence;

    public void Add(float level)
    {
        _smoothed = float.IsNaN(_smoothed) ? level : _smoothed + (0.3f * (level - _smoothed));
        _blockMinimum = Math.Min(_blockMinimum, _smoothed);
        if (++_frames < FramesPerBlock)
        {
            return;
        }

        _minima[_block] = _blockMinimum;
        _block = (_block + 1) % Blocks;
        _frames = 0;
        _blockMinimum = Unknown;
        // Not known before the window is full: until then a noise from the first frame on would pass as floor of speech.
        Level = _minima[_block] >= Unknown ? SpeechFrame.Silence : System.Linq.Enumerable.Min(_minima);
    }
}
