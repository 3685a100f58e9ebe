using CallSummary.TestKit.Speech;
using CallSummary.Transcription.Whisper;

namespace CallSummary.UnitTests.Transcription.Whisper;

public sealed class WhisperShapeTests
{
    public static TheoryData<string> Models => [.. WhisperDimensions.Public.Keys];

    [Theory]
    [MemberData(nameof(Models))]
    public void Problem_EveryPublicShapeInEveryFormat_IsNone(string model)
    {
        var d = WhisperDimensions.Public[model];
        foreach (var format in WeightFormat.All)
        {
            // The quantize tool writes the version of its formats (2) into the thousands.
            foreach (var version in format.Elements > 1 ? [0, 1, 2] : new[] { 0 })
            {
                var shape = new WhisperShape(d.Vocabulary, d.AudioContext, d.State, d.Heads, d.AudioLayers, 448, d.State, d.Heads, d.TextLayers, d.Mels, format.FileType + (1000 * version));
                Assert.Null(shape.Problem);
                Assert.Equal(!model.EndsWith(".en", StringComparison.Ordinal), shape.IsMultilingual);
            }
        }
    }
}
