using CallSummary.TestKit;
using CallSummary.Transcription.Evaluation.Corpora;

namespace CallSummary.UnitTests.Transcription.Evaluation;

public sealed class AsrCorpusTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_Manifest_KeepsOrderAndColumns()
    {
        Write("a/1.wav", "");
        Write("2.wav", "");
        Write("manifest.tsv", "\uFEFFfile\tlanguage\ttext\tentities\r\na/1.wav\tko\t네, 감사합니다.\t\r\n2.wav\tEN\tMeet Grace at 3:30.\tGrace; 3:30\r\n\r\n");
        var samples = AsrCorpus.Read(_folder.Path);
        Assert.Equal(["a/1.wav", "2.wav"], samples.Select(s => s.Id));
        Assert.Equal(("en", "Meet Grace at 3:30."), (samples[1].Language, samples[1].Text));
        Assert.Equal(["Grace", "3:30"], samples[1].Entities);
    }

    [Theory]
    [InlineData("name\ttext\n1.wav\tHello", "file<TAB>language<TAB>text")]
    [InlineData("file\tlanguage\ttext\nmissing.wav\ten\tHello", "line 2")]
    [InlineData("file\tlanguage\ttext\n../1.wav\ten\tHello", "below the folder")]
    [InlineData("file\tlanguage\ttext\n", "no recordings")]
    [InlineData("", "is empty")]
    public void Read_DamagedManifest_NamesTheLineAndTheFix(string manifest, string expected)
    {
        Write("manifest.tsv", manifest);
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => AsrCorpus.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FolderWithoutCorpus_SaysWhatIsUnderstood() =>
        Assert.Contains("manifest.tsv", Assert.Throws<InvalidDataException>(() => AsrCorpus.Read(_folder.Path)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("b/ 아/ 그래서 (10퍼센트)/(십 퍼센트) 그+ 그* 올랐어 n/", "아 그래서 10퍼센트 그 그 올랐어")]
    [InlineData("o/ 네.", "네.")]
    public void Plain_KsponSpeech_IsTheSpelling(string marked, string expected) => Assert.Equal(expected, KsponSpeechLayout.Plain(marked));

    [Fact]
    public void Read_PublicLayouts_AsDownloaded()
    {
        Write("kspon/KsponSpeech_1.pcm", "");
        Write("kspon/scripts/eval_clean.trn", "KsponSpeech_eval/KsponSpeech_1.pcm :: o/ 네.");
        Write("zeroth/003/1.wav", "");
        Write("zeroth/003/003.trans.txt", "1 인사를 했다\n2 다시 했다\n");
        Write("cv/clips/x.wav", "");
        Write("cv/test.tsv", "client_id\tpath\tsentence\tlocale\nme\tx.mp3\tHello.\ten\n");
        Write("ko_kr/test/7.wav", "");
        Write("ko_kr/test.tsv", "1\t7.wav\t안녕하세요.\t안녕하세요\n");
        Assert.Equal([("KsponSpeech_1.pcm", "ko", "네.")], Read("kspon"));
        Assert.Equal([("1.wav", "ko", "인사를 했다"), ("2.flac", "ko", "다시 했다")], Read("zeroth"));
        Assert.Equal([("x.wav", "en", "Hello.")], Read("cv"));
        Assert.Equal([("7.wav", "ko", "안녕하세요.")], Read("ko_kr"));

        (string, string, string)[] Read(string name) =>
            [.. AsrCorpus.Read(Path.Combine(_folder.Path, name)).Select(s => (Path.GetFileName(s.Path), s.Language, s.Text))];
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
