namespace CallSummary.TestKit.Speech;

/// <summary>The shape of a Whisper model.</summary>
public sealed record WhisperDimensions(int Vocabulary, int State, int Heads, int AudioLayers, int TextLayers, int Mels, int AudioContext = 1500)
{
    /// <summary>The public models' shapes, as OpenAI published them; each English-only one has a token less.</summary>
    public static IReadOnlyDictionary<string, WhisperDimensions> Public { get; } = new Dictionary<string, WhisperDimensions>
    {
        ["tiny"] = new(51_865, 384, 6, 4, 4, 80),
        ["tiny.en"] = new(51_864, 384, 6, 4, 4, 80),
        ["base"] = new(51_865, 512, 8, 6, 6, 80),
        ["base.en"] = new(51_864, 512, 8, 6, 6, 80),
        ["small"] = new(51_865, 768, 12, 12, 12, 80),
        ["small.en"] = new(51_864, 768, 12, 12, 12, 80),
        ["medium"] = new(51_865, 1024, 16, 24, 24, 80),
        ["medium.en"] = new(51_864, 1024, 16, 24, 24, 80),
        ["large-v1"] = new(51_865, 1280, 20, 32, 32, 80),
        ["large-v2"] = new(51_865, 1280, 20, 32, 32, 80),
        ["large-v3"] = new(51_866, 1280, 20, 32, 32, 128),
        ["large-v3-turbo"] = new(51_866, 1280, 20, 32, 4, 128),
    };

    /// <summary>One narrow layer: loads in a moment.</summary>
    /// <param name="state">64, or 256 for formats that keep 256 weights in a block.</param>
    public static WhisperDimensions Small(int state) => new(51_865, state, state / 64, 1, 1, 80);
}
