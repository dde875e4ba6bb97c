namespace AgentGrid.Core.Tests.Rag.Extraction;

/// <summary>What of a page is its content.</summary>
public sealed class HtmlNoiseTests
{
    [Fact]
    public void Extract_Page_GivesContentWithoutNavigation()
    {
        var found = Extracted.From(
            """
            <html><head><title>Site</title><style>p{}</style><script>var x="secret";</script></head><body>
            <header>Logo</header><nav><a href="/">Home</a><a href="/b">Blog</a></nav>
            <div class="sidebar">Related things</div>
            <main><h1>The   Title</h1><p>First <em>paragraph</em><br>with a break.</p><p hidden>hidden</p>
            <ul><li>one</li><li>two <b>bold</b></li></ul><pre>a = 1
              b = 2</pre></main><footer>Copyright</footer></body></html>
            """,
            "p.html");

        found.Headings.ShouldBe(["The Title"]);
        found.Text.ShouldBe("The Title\n\nFirst paragraph\nwith a break.\n\n- one\n- two bold\na = 1\n  b = 2\n\n");
    }

    [Fact]
    public void Extract_PageOfFurnitureOnly_IsReadWhole() =>
        Extracted.From("<html><body><nav>Everything is in here</nav></body></html>", "p.html").Text.ShouldContain("Everything is in here");

    [Fact]
    public void Extract_FoldedAnswers_AreRead() =>
        Extracted.From(
            "<html><body><h1>FAQ</h1><div class='accordion'><h2><button class='accordion-button' aria-expanded='false'>How long is the warranty?</button></h2>"
            + "<div class='panel' hidden><p>The warranty lasts seven years.</p></div></div><h3><button>And then?</button></h3><div hidden><p>Then you pay.</p></div>"
            + "<button>Buy now</button><div class='cookie-panel' hidden>We use cookies.</div><p hidden>secret draft</p></body></html>",
            "p.html").Text.ShouldBe("FAQ\n\nHow long is the warranty?\n\nThe warranty lasts seven years.\n\nAnd then?\n\nThen you pay.\n\n");

    [Fact]
    public void Extract_MenuOfARestaurant_IsReadAndThatOfThePageIsNot()
    {
        var text = Extracted.From(
            "<html><body><div class='menu'><a href='/'>Our restaurant</a> <a href='/b'>Reservations and vouchers</a> <a href='/c'>How to find us</a></div><h1>Roma</h1>"
            + "<div class='menu'><h2>Dinner</h2><p>Pizza Margherita 9 euros, Lasagne 12 euros.</p></div></body></html>",
            "p.html").Text;

        text.ShouldContain("Lasagne 12 euros");
        text.ShouldNotContain("Reservations");
    }

    [Fact]
    public void Extract_Asides_AreReadWhereTheyAreNotes()
    {
        var text = Extracted.From(
            "<html><body><h1>Pump</h1><p>The pump cleans itself every night at two.</p><aside><p>Switch the pump off at the wall before you clean it.</p></aside>"
            + "<aside class='warning'>Hot water.</aside><aside><h3>Related posts</h3><a href='/1'>Ten pumps we liked this year</a><a href='/2'>Another long post</a></aside>"
            + "<aside><form>Subscribe to our monthly letter for news of pumps<input></form></aside></body></html>",
            "p.html").Text;

        text.ShouldContain("Switch the pump off");
        text.ShouldContain("Hot water");
        text.ShouldNotContain("Ten pumps");
        text.ShouldNotContain("Subscribe");
    }

    [Fact]
    public void Extract_CookieBanner_IsLeftOut() =>
        Extracted.From("<html><body><div class='cookie-banner'><p>We use cookies to give you the best experience.</p></div><p>The article's only sentence.</p></body></html>", "p.html")
            .Text.ShouldBe("The article's only sentence.\n\n");

    [Theory]
    [InlineData("<section id='pagination'><h2>Pagination</h2><p>Each answer holds at most fifty items and the address of the next ones.</p></section>")]
    [InlineData("<section id='cookies'><h2>Pagination</h2><p>Each answer holds at most fifty items and the address of the next ones.</p></section>")]
    [InlineData("<section class='social'><h2>Pagination</h2><p>Each answer holds at most fifty items and the address of the next ones.</p></section>")]
    [InlineData("<div class='section' id='pagination'><h2>Pagination</h2><p>Each answer holds at most fifty items and the address of the next ones.</p></div>")]
    [InlineData("<h2 id='pagination'>Pagination</h2><p>Each answer holds at most fifty items and the address of the next ones.</p>")]
    [InlineData("<h2><span id='Pagination'>Pagination</span></h2><p id='share'>Each answer holds at most fifty items and the address of the next ones.</p>")]
    public void Extract_SectionWithAnAnchorLikeFurniture_IsRead(string section) =>
        Extracted.From($"<html><body><h1>Guide</h1>{section}</body></html>", "p.html").Text
            .ShouldBe("Guide\n\nPagination\n\nEach answer holds at most fifty items and the address of the next ones.\n\n");

    [Theory]
    [InlineData("<div id='footer'><p>Copyright 2010 of the Example Company. All rights are reserved by it.</p></div>")]
    [InlineData("<div id='sidebar'><h2>About me</h2><p>I live by the sea with two dogs and write on this page every week.</p></div>")]
    [InlineData("<section id='newsletter'><h2>Newsletter</h2><form>Subscribe to our monthly letter for news of pumps<input></form></section>")]
    [InlineData("<section id='related' class='related-posts'><p>Each answer holds at most fifty items and the address of the next ones.</p></section>")]
    [InlineData("<ul id='breadcrumb'><li><a href='/'>Home</a></li><li><a href='/docs'>Everything about the documents</a></li></ul>")]
    public void Extract_FurnitureByItsAnchor_IsLeftOut(string furniture) =>
        Extracted.From($"<html><body><h1>Guide</h1><p>The article's only sentence.</p>{furniture}</body></html>", "p.html").Text
            .ShouldBe("Guide\n\nThe article's only sentence.\n\n");

    [Theory]
    [InlineData("<title>Refunds at the shop</title>", "<header><h1>Refund policy</h1></header>", "Refunds at the shop")]
    [InlineData("", "<header><a>Shop</a><h1>Refund policy</h1></header>", "Refund policy")]
    [InlineData("<title>Refunds at the shop</title>", "<div><h1>Refund policy</h1></div>", "Refund policy")]
    public void Extract_PageWhoseTitleIsInItsBanner_HasATitle(string head, string banner, string title) =>
        Extracted.From($"<html><head>{head}</head><body>{banner}<div><p>Refunds take ten days.</p></div></body></html>", "p.html").Text
            .ShouldBe($"{title}\n\nRefunds take ten days.\n\n");

    [Theory]
    [InlineData("<h2>Pages<a class='headerlink' href='#pages'>¶</a></h2>")]
    [InlineData("<h2><a class='header-anchor' href='#pages'>#</a> Pages</h2>")]
    public void Extract_LinkOfAHeadingToItself_IsLeftOut(string heading) => Extracted.From($"{heading}<p>Words.</p>", "p.html").Headings.ShouldBe(["Pages"]);
}
