using System.Text;
using CallSummary.Transcription;
using CallSummary.Transcription.Whisper;

namespace CallSummary.UnitTests.Transcription.Whisper;

public sealed class GgmlModelFileTests : IDisposable
{
    private readonly TinyGgmlModel _model = new();

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Check_WholeFile_GivesShapeAndDigest()
    {
        var shape = GgmlModelFile.Check(_model.Write(), out var sha256);
        Assert.Equal((51_865, 16, 64, 80), (shape.Vocabulary, shape.AudioContext, shape.TextState, shape.Mels));
        Assert.True(shape.IsMultilingual);
        Assert.Matches("^[0-9a-f]{64}$", sha256);
    }

    [Fact]
    public void Check_MissingFile_NamesSettingAndFix() =>
        Refuses("no-such-model.bin", "does not exist");

    [Fact]
    public void Check_FileCutAtAnyPlace_SaysCutShort()
    {
        var whole = new FileInfo(_model.Write()).Length;
        foreach (var share in new[] { 0.00001, 0.0005, 0.05, 0.072, 0.5, 0.98, 0.999 })
        {
            Refuses(_model.Write((int)(whole * share) + 4), "cut short");
        }
    }

    [Fact]
    public void Check_FileCutBetweenTensors_SaysHowManyAreMissing()
    {
        _model.Tensors--;
        Refuses(_model.Write(), "49 of 50 tensors");
    }

    [Fact]
    public void Check_EmptyFile_SaysEmpty() => Refuses(_model.Write(0), "is empty");

    [Theory]
    [InlineData("GGUF\u0003\0\0\0", "GGUF")]
    [InlineData("version https://git-lfs.github.com/spec/v1", "git lfs pull")]
    [InlineData("<!DOCTYPE html>", "web page")]
    [InlineData("PK\u0003\u0004", "PyTorch checkpoint")]
    [InlineData("RIFF0000", "not a ggml file")]
    public void Check_OtherKindOfFile_SaysWhichKind(string start, string expected)
    {
        File.WriteAllBytes(_model.Path, Encoding.ASCII.GetBytes(start));
        Refuses(_model.Path, expected);
    }

    [Theory]
    [InlineData(1, int.MaxValue, "vocabulary")]
    [InlineData(1, -1, "vocabulary")]
    [InlineData(2, 1 << 30, "audio context")]
    [InlineData(3, 0, "wide")]
    [InlineData(4, 3, "heads")]
    [InlineData(5, 1 << 20, "layers")]
    [InlineData(6, -8, "text context")]
    [InlineData(7, 128, "decoder")]
    [InlineData(8, 0, "heads")]
    [InlineData(8, 1 << 27, "heads")]
    [InlineData(10, 79, "mel")]
    [InlineData(11, 0, "f32")]
    [InlineData(11, 4, "file type")]
    [InlineData(11, -5, "file type")]
    [InlineData(11, 1 << 30, "file type")]
    public void Check_HostileHeader_IsRefusedBeforeAnythingIsAllocated(int place, int value, string expected)
    {
        _model.Header[place] = value;
        Refuses(_model.Write(), expected);
    }

    [Theory]
    [InlineData(2, 17)]
    [InlineData(6, 9)]
    public void Check_HeaderThatTheTensorsContradict_IsRefused(int place, int value)
    {
        _model.Header[place] = value;
        Refuses(_model.Write(), "its header says");
    }

    [Fact]
    public void Check_UnknownTensorFormat_IsRefused()
    {
        _model.TensorType = 99;
        Refuses(_model.Write(), "unknown format 99");
    }

    [Fact]
    public void Check_SameTensorTwice_IsRefused()
    {
        _model.RepeatName = "again";
        Refuses(_model.Write(), "twice");
    }

    [Theory]
    [InlineData(1025)]
    [InlineData(-1)]
    public void Check_WordOfHostileLength_IsRefused(int length)
    {
        _model.WordLength = length;
        Refuses(_model.Write(), "a word of");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(4000)]
    public void Check_MelFiltersOfAnotherWidth_AreRefused(int bins)
    {
        _model.MelBins = bins;
        Refuses(_model.Write(), "mel filters");
    }

    [Fact]
    public void Check_VocabularyWithoutASpace_IsRefused()
    {
        _model.Space = (byte)'x';
        Refuses(_model.Write(), "no word for a space");
    }

    private static void Refuses(string path, string expected)
    {
        var error = Assert.Throws<TranscriptionException>(() => GgmlModelFile.Check(path, out _));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("CallSummary:Transcription:ModelPath", error.Message, StringComparison.Ordinal);
    }
}
